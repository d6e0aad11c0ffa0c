import type { Tx } from "./change";

/** Names of people and service IDs by iam_id, for views. Who is gone keeps the bare id. */
export const namesOf = async (
  db: Pick<Tx, "$queryRaw">,
  iamIds: Iterable<string>,
): Promise<(iamId: string) => string> => {
  const ids = [...new Set(iamIds)];
  const rows =
    ids.length === 0
      ? []
      : await db.$queryRaw<{ id: string; name: string }[]>`
          SELECT id, name FROM "user" WHERE id = ANY(${ids})
          UNION ALL SELECT iam_id, name FROM service_id WHERE iam_id = ANY(${ids})`;
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return (iamId) => names.get(iamId) ?? iamId;
};
