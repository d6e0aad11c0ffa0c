import { randomUUID } from "node:crypto";
import { apiKeyIdOf, iamIdOfServiceId, serviceIdOf } from "@/lib/domain/identifiers";
import type { Role } from "@/lib/domain/role";
import type { Runtime } from "@/lib/platform/runtime";
import { nextEntityTag, randomApiKey } from "@/lib/platform/secret";
import type { Actor } from "@/lib/services/actor";

export type TestPolicy = { roles: Role[]; region?: string; namespace?: string; pattern?: string };

export type TestKey = { id: string; iamId: string; accountId: string; value: string; serviceIdId: string };

/** A service ID with policies and one key, straight into the tables: for tests of what machines do with it. */
export const createServiceKey = async (
  { prisma, secrets }: Runtime,
  owner: Pick<Actor, "accountId" | "iamId">,
  name: string,
  policies: TestPolicy[],
  key: { expiresAt?: Date; disabledAt?: Date; deletedAt?: Date } = {},
): Promise<TestKey> => {
  const { accountId, iamId: createdBy } = owner;
  const serviceIdId = serviceIdOf(randomUUID());
  const iamId = iamIdOfServiceId(serviceIdId);
  await prisma.serviceId.create({
    data: { id: serviceIdId, iamId, accountId, name, createdBy, entityTag: nextEntityTag() },
  });
  for (const { roles, region, namespace, pattern } of policies)
    await prisma.policy.create({
      data: {
        id: randomUUID(),
        accountId,
        subjectIamId: iamId,
        roles,
        region: region ?? null,
        namespace: namespace ?? null,
        repositoryPattern: pattern ?? null,
        createdBy,
        modifiedBy: createdBy,
        entityTag: nextEntityTag(),
      },
    });
  const { publicId, value } = randomApiKey();
  const id = apiKeyIdOf(randomUUID());
  await prisma.apiKey.create({
    data: {
      id,
      accountId,
      iamId,
      serviceIdId,
      publicId,
      digest: new Uint8Array(secrets.digest(value.reveal())),
      name,
      createdBy,
      entityTag: nextEntityTag(),
      ...key,
    },
  });
  return { id, iamId, accountId, value: value.reveal(), serviceIdId };
};

export const createNamespaceRow = async (
  { prisma }: Runtime,
  owner: Pick<Actor, "accountId" | "iamId">,
  regionId: string,
  name: string,
) => {
  await prisma.namespace.create({
    data: { regionId, name, accountId: owner.accountId, createdBy: owner.iamId },
  });
};

export const basic = (username: string, password: string): { authorization: string } => ({
  authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`,
});
