import { registryRoleNames } from "@/lib/domain/role";
import { runtime } from "@/lib/platform/runtime";
import { type Actor, mayReadAccount } from "./actor";
import { customRolesOf } from "./grants";
import { likeLiteral } from "./like";
import { type PolicyView, policyColumns, policyViews } from "./policy-view";
import { requireReader } from "./reach";
import { ServiceError } from "./service-error";

export type NamespacePolicies = {
  items: PolicyView[];
  /** On all pages. */
  total: number;
  next: string | null;
  previous: string | null;
};

export type NamespacePoliciesRequest = {
  /** A part of the subject's name. */
  q?: string | undefined;
  /** From a page's `next` or `previous`. */
  cursor?: string | undefined;
};

const limit = 25;

/**
 * Policies with a role on images that reach a namespace and that the actor finds, a page by keyset: first those that
 * name it, then those for every namespace, each the oldest first. Members: their own, those of their access groups and
 * of their service IDs.
 * @throws forbidden for service IDs without a platform role; invalid (cursor)
 */
export const listNamespacePolicies = async (
  actor: Actor,
  place: { region: string; name: string },
  { q, cursor: text }: NamespacePoliciesRequest = {},
): Promise<NamespacePolicies> => {
  requireReader(actor);
  const { pool, prisma } = runtime();
  const cursor = text === undefined ? null : readCursor(text);
  const back = cursor?.back ?? false;
  const values: unknown[] = [];
  const put = (value: unknown): string => `$${values.push(value)}`;
  const account = put(actor.accountId);
  const roles = registryRoleNames(await customRolesOf(prisma, actor.accountId));
  const conditions = [
    `p.account_id = ${account}`,
    `(p.region IS NULL OR p.region = ${put(place.region)})`,
    `(p.namespace IS NULL OR p.namespace = ${put(place.name)})`,
    `p.roles && ${put(roles)}`,
    ...(mayReadAccount(actor) ? [] : [ownPolicies(account, put(actor.iamId))]),
    ...(q === undefined ? [] : [subjectCalled(account, put(`%${likeLiteral(q)}%`))]),
  ];
  const beyond = cursor
    ? `WHERE (everywhere, created_at, id) ${back ? "<" : ">"} (${put(cursor.everywhere)}, ${put(cursor.at)}, ${put(cursor.id)})`
    : "";
  const direction = back ? "DESC" : "ASC";
  const { rows } = await pool.query<Found & { total: number }>(
    `WITH reaching AS MATERIALIZED (
       SELECT p.id, p.namespace IS NULL AS everywhere, p.created_at FROM policy p WHERE ${conditions.join(" AND ")}
     )
     SELECT *, (SELECT count(*)::int FROM reaching) AS total FROM reaching ${beyond}
     ORDER BY everywhere ${direction}, created_at ${direction}, id ${direction} LIMIT ${limit + 1}`,
    values,
  );
  // What it began after is gone.
  if (cursor && rows.length === 0) return listNamespacePolicies(actor, place, { q });
  const more = rows.length > limit;
  const shown = rows.slice(0, limit);
  if (back) shown.reverse();
  const policies = await prisma.policy.findMany({
    where: { id: { in: shown.map(({ id }) => id) } },
    include: policyColumns,
  });
  const views = new Map((await policyViews(prisma, policies)).map((view) => [view.id, view]));
  return {
    items: shown.flatMap(({ id }) => views.get(id) ?? []),
    total: rows[0]?.total ?? 0,
    next: back || more ? writeCursor(shown.at(-1), false) : null,
    previous: (cursor && !back) || (back && more) ? writeCursor(shown[0], true) : null,
  };
};

/** As readablePolicies has it for members. */
const ownPolicies = (account: string, me: string): string => `(p.subject_iam_id = ${me}
  OR p.subject_iam_id IN (SELECT iam_id FROM service_id
    WHERE account_id = ${account} AND created_by = ${me} AND deleted_at IS NULL)
  OR p.access_group_id IN (SELECT group_id FROM access_group_member WHERE iam_id = ${me}))`;

const subjectCalled = (account: string, part: string): string => `(
  EXISTS (SELECT FROM service_id s
    WHERE s.account_id = ${account} AND s.iam_id = p.subject_iam_id AND s.name ILIKE ${part})
  OR EXISTS (SELECT FROM "user" u WHERE u.id = p.subject_iam_id AND (u.name ILIKE ${part} OR u.email ILIKE ${part}))
  OR EXISTS (SELECT FROM access_group g WHERE g.id = p.access_group_id AND g.name ILIKE ${part}))`;

type Found = { id: string; everywhere: boolean; created_at: Date };
type Cursor = { everywhere: boolean; at: string; id: string; back: boolean };

const writeCursor = (row: Found | undefined, back: boolean): string | null =>
  row
    ? Buffer.from(
        [row.everywhere ? "e" : "n", row.created_at.toISOString(), row.id, back ? "b" : "f"].join(" "),
      ).toString("base64url")
    : null;

const readCursor = (text: string): Cursor => {
  const parts =
    /^([en]) (\d{4}-\d\d-\d\dT[\d:.]+Z) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}) ([bf])$/.exec(
      Buffer.from(text, "base64url").toString("utf8"),
    );
  const [, reach, at = "", id = "", way] = parts ?? [];
  if (!parts || Number.isNaN(Date.parse(at)))
    throw new ServiceError("invalid", "cursor is none that a page gave: begin with the first page.", {
      field: "cursor",
    });
  return { everywhere: reach === "e", at, id, back: way === "b" };
};
