import { runtime } from "@/lib/platform/runtime";
import { addAccessGroupMembers } from "@/lib/services/access-group-members";
import { createAccessGroup } from "@/lib/services/access-groups";
import type { Actor } from "@/lib/services/actor";
import { createApiKey } from "@/lib/services/api-keys";
import { createCustomRole } from "@/lib/services/custom-roles";
import { createNamespace } from "@/lib/services/namespaces";
import { createPolicy } from "@/lib/services/policies";
import { createServiceIdGroup } from "@/lib/services/service-id-groups";
import { createServiceId } from "@/lib/services/service-ids";
import { saveUsageView } from "@/lib/services/usage-views";
import { personActor, type TestRuntime } from "./runtime";
import { serviceActor } from "./use-cases";

/** Every kind of actor: `owner` and `stranger` are members, `site` has no membership. */
export const roles = [
  "administrator",
  "auditor",
  "owner",
  "stranger",
  "service:Administrator",
  "service:Viewer",
  "service:none",
  "site",
] as const;
export type Role = (typeof roles)[number];

/** An account with one actor of every kind. */
export type World = { accountId: string; actors: { [role in Role]: Actor }; namespace: string };

export const makeWorld = async (
  portal: TestRuntime,
  administrator: Actor,
  namespace: string,
): Promise<World> => {
  const { accountId } = administrator;
  const owner = await portal.createPerson(accountId, "member");
  const robot = async (platformRoles: string[]) =>
    serviceActor(await createServiceId(administrator, { name: `robot ${platformRoles}` }), platformRoles);
  await createNamespace(administrator, { region: "eu-de", name: namespace });
  await createPolicy(administrator, {
    subject: { iamId: owner.iamId },
    roles: ["Writer"],
    namespace,
  });
  const site = personActor(
    { iamId: "wharfkey-site", name: "site", accountId: "", role: "member" },
    { siteAdministrator: true },
  );
  return {
    accountId,
    namespace,
    actors: {
      administrator,
      auditor: await portal.createPerson(accountId, "auditor"),
      owner,
      stranger: await portal.createPerson(accountId, "member"),
      "service:Administrator": await robot(["Administrator"]),
      "service:Viewer": await robot(["Viewer"]),
      "service:none": await robot([]),
      site,
    },
  };
};

let count = 0;

export const puller = {
  serviceName: "container-registry" as const,
  actions: ["container-registry.image.pull"],
};

export type Target = Awaited<ReturnType<typeof makeTarget>>;

/** Fresh things of an account's owner, for one attempt. */
export const makeTarget = async ({ actors: { administrator, owner, auditor }, namespace }: World) => {
  const name = `t${++count}`;
  // A person has at most 50.
  await runtime().prisma.usageView.deleteMany({ where: { userId: owner.iamId } });
  const never = { expiresAt: null };
  const service = await createServiceId(owner, { name });
  const reach = { roles: ["Reader" as const], namespace, repositoryPattern: `${name}/*` };
  const group = await createAccessGroup(administrator, { name });
  await addAccessGroupMembers(administrator, group.id, [owner.iamId]);
  const key = await createApiKey(owner, { owner: service.id, name, ...never });
  await createNamespace(administrator, { region: "eu-gb", name: `space-${name}` });
  return {
    name,
    reach,
    service,
    key,
    userKey: await createApiKey(owner, { owner: "me", name, ...never }),
    auditorKey: await createApiKey(auditor, { owner: "me", name, ...never }),
    policy: await createPolicy(owner, { subject: { iamId: service.iamId }, ...reach }),
    userPolicy: await createPolicy(administrator, { subject: { iamId: owner.iamId }, ...reach }),
    group,
    groupPolicy: await createPolicy(administrator, {
      subject: { accessGroupId: group.id },
      ...reach,
    }),
    role: await createCustomRole(administrator, { name: `T${count}`, displayName: name, ...puller }),
    folder: await createServiceIdGroup(administrator, { name }),
    space: { region: "eu-gb", name: `space-${name}` },
    view: await saveUsageView(owner, { name, query: "period=7d" }),
    owner,
    auditor,
    namespace,
  };
};
