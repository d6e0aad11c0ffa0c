import { canManageNamespaces, type NamespaceChange } from "@/lib/domain/grant";
import { NamespacePlace } from "@/lib/domain/inputs/namespace";
import { registryRoleNames, rolesAllow } from "@/lib/domain/role";
import { runtime } from "@/lib/platform/runtime";
import type { Namespace } from "@/prisma/generated/client";
import { type Actor, isAdministrator, mayReadAccount } from "./actor";
import { change, type Record, type Tx } from "./change";
import { checked } from "./checked";
import { customRolesOf, grantsNow } from "./grants";
import { namesOf } from "./names";
import { regionIdOf } from "./region-id";
import { forbidden, notFound, ServiceError } from "./service-error";
import { whileAccessLasts } from "./while-access-lasts";

export type NamespaceView = {
  /** Region id. */
  region: string;
  name: string;
  createdAt: Date;
  createdBy: string;
  createdByName: string;
  /** Policies with a role on images that reach it, those for every namespace or region included. */
  policyCount: number;
};

/**
 * The account's namespaces, by name, then region. People see them all; a service ID without a platform role
 * those that its policies let it list (Reader, Manager).
 * @throws forbidden for a service ID that may list none
 */
export const listNamespaces = async (actor: Actor): Promise<NamespaceView[]> => {
  const { prisma } = runtime();
  const { accountId } = actor;
  const counted = async () => {
    const custom = await customRolesOf(prisma, accountId);
    return prisma.policy.groupBy({
      by: ["region", "namespace"],
      where: { accountId, roles: { hasSome: registryRoleNames(custom) } },
      _count: { _all: true },
    });
  };
  const [rows, counts] = await Promise.all([
    listedRows(actor),
    whileAccessLasts(accountId, "policies by place", counted),
  ]);
  const nameOf = await namesOf(
    prisma,
    rows.map((row) => row.createdBy),
  );
  return rows.map((row) => ({
    region: row.regionId,
    name: row.name,
    createdAt: row.createdAt,
    createdBy: row.createdBy,
    createdByName: nameOf(row.createdBy),
    policyCount: counts
      .filter(
        ({ region, namespace }) =>
          (region ?? row.regionId) === row.regionId && (namespace ?? row.name) === row.name,
      )
      .reduce((sum, { _count }) => sum + _count._all, 0),
  }));
};

/** Where they are and what they are called, which most pages need alone. @throws as listNamespaces */
export const listNamespacePlaces = async (actor: Actor): Promise<NamespacePlace[]> =>
  (await listedRows(actor)).map(({ regionId, name }) => ({ region: regionId, name }));

/** What they are called, each once: for choices. @throws as listNamespaces */
export const listNamespaceNames = async (actor: Actor): Promise<string[]> => [
  ...new Set((await listedRows(actor)).map(({ name }) => name)),
];

const listedRows = async (actor: Actor): Promise<Namespace[]> => {
  const { accountId } = actor;
  if (!accountId) throw forbidden("Namespaces belong to an account: join one first.");
  const [rows, listed] = await Promise.all([
    runtime().prisma.namespace.findMany({
      where: { accountId },
      orderBy: [{ name: "asc" }, { regionId: "asc" }],
    }),
    listable(actor),
  ]);
  return rows.filter(listed);
};

/**
 * Makes a namespace in one region (id or former name). For administrators and for a Manager without a
 * namespace restriction there; service IDs likewise.
 * @throws forbidden, invalid, conflict (`reason` `namespace-exists` in this account, `namespace-taken` by someone)
 */
export const createNamespace = async (actor: Actor, input: NamespacePlace): Promise<NamespaceView> => {
  const made = await putNamespace(actor, input);
  if (made.created) return made.namespace;
  throw new ServiceError(
    "conflict",
    `The namespace ${made.namespace.name} is there already in ${made.namespace.region}: use it.`,
    {
      field: "name",
      reason: "namespace-exists",
    },
  );
};

/** Makes the namespace unless the account has it. @throws as createNamespace, but for `namespace-exists` */
export const putNamespace = async (
  actor: Actor,
  input: NamespacePlace,
): Promise<{ namespace: NamespaceView; created: boolean }> => {
  const { region, name } = checked(NamespacePlace, input);
  const { created, row } = await change(actor, actor.accountId, async (tx, record) =>
    ensureNamespace(tx, record, actor, await regionIdOf(tx, region), name),
  );
  const listed = await listNamespaces(actor).catch(() => []);
  const namespace = listed.find((one) => one.region === row.regionId && one.name === name);
  return {
    created,
    namespace: namespace ?? {
      region: row.regionId,
      name,
      createdAt: row.createdAt,
      createdBy: row.createdBy,
      createdByName: actor.name,
      policyCount: 0,
    },
  };
};

/**
 * Takes a namespace away from the account. Its images stay in the registry but nobody reaches them; the name
 * stays reserved for this account in this region, so that nobody else comes to them. Policies stay.
 * @throws forbidden, invalid (region), not-found
 */
export const deleteNamespace = async (actor: Actor, input: NamespacePlace): Promise<void> => {
  const { region, name } = checked(NamespacePlace, input);
  await change(actor, actor.accountId, async (tx, record) => {
    const regionId = await regionIdOf(tx, region);
    await requireNamespaceManager(tx, actor, regionId, "delete");
    const row = await tx.namespace.findFirst({ where: { regionId, name, accountId: actor.accountId } });
    if (!row) throw notFound("namespace");
    await tx.namespace.delete({ where: { regionId_name: { regionId, name } } });
    const releasedAt = runtime().clock.now();
    await tx.releasedNamespace.create({ data: { regionId, name, accountId: actor.accountId, releasedAt } });
    await record({ action: "namespace.delete", target: targetOf(row), before: { region: regionId, name } });
  });
};

/** Inside another use case: the account's namespace, made if it is missing. `regionId` is a region's id. */
export const ensureNamespace = async (
  tx: Tx,
  record: Record,
  actor: Actor,
  regionId: string,
  name: string,
): Promise<{ row: Namespace; created: boolean }> => {
  await requireNamespaceManager(tx, actor, regionId, "create");
  const { accountId } = actor;
  const data = { regionId, name, accountId, createdAt: runtime().clock.now(), createdBy: actor.iamId };
  const { count } = await tx.namespace.createMany({ data: [data], skipDuplicates: true });
  const row = await tx.namespace.findFirst({ where: { regionId, name, accountId } });
  // Looked up after the insert, which waits for a deletion of the same name elsewhere.
  const released = await tx.releasedNamespace.findUnique({ where: { regionId_name: { regionId, name } } });
  if (!row || (released && released.accountId !== accountId))
    throw new ServiceError(
      "conflict",
      `The namespace ${name} is taken in ${regionId}: choose another name.`,
      { field: "name", reason: "namespace-taken" },
    );
  if (released) await tx.releasedNamespace.delete({ where: { regionId_name: { regionId, name } } });
  if (count > 0)
    await record({ action: "namespace.create", target: targetOf(row), after: { region: regionId, name } });
  return { row, created: count > 0 };
};

const targetOf = (row: Namespace) => ({
  type: "namespace",
  id: `${row.regionId}/${row.name}`,
  name: row.name,
});

const requireNamespaceManager = async (
  tx: Pick<Tx, "policy" | "accessGroupMember" | "customRole">,
  actor: Actor,
  regionId: string,
  wanted: NamespaceChange,
): Promise<void> => {
  const grants = actor.role === "auditor" ? [] : await grantsNow(tx, actor.accountId, actor.iamId);
  if (!canManageNamespaces(grants, isAdministrator(actor), regionId, wanted))
    throw forbidden(
      `Namespaces in ${regionId} are made and deleted by administrators and by a Manager of every namespace: ask an administrator.`,
    );
};

const listable = async (actor: Actor): Promise<(row: Namespace) => boolean> => {
  if (actor.role !== "service" || mayReadAccount(actor)) return () => true;
  const grants = await grantsNow(runtime().prisma, actor.accountId, actor.iamId);
  const listing = grants.filter((grant) => rolesAllow(grant.roles, "namespace.list"));
  if (listing.length === 0)
    throw forbidden(
      "A service ID lists namespaces with the role Reader, Manager or Viewer: ask an administrator.",
    );
  return (row) =>
    listing.some(
      (grant) =>
        (grant.region ?? row.regionId) === row.regionId && (grant.namespace ?? row.name) === row.name,
    );
};
