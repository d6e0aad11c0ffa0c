import type { Tx } from "./change";

type Db = Pick<Tx, "user" | "serviceId">;

/** Names of people and service IDs by iam_id, for views. Who is gone keeps the bare id. */
export const namesOf = async (db: Db, iamIds: Iterable<string>): Promise<(iamId: string) => string> => {
  const ids = [...new Set(iamIds)];
  const people = await db.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  const services = await db.serviceId.findMany({
    where: { iamId: { in: ids } },
    select: { iamId: true, name: true },
  });
  const names = new Map([
    ...people.map(({ id, name }) => [id, name] as const),
    ...services.map(({ iamId, name }) => [iamId, name] as const),
  ]);
  return (iamId) => names.get(iamId) ?? iamId;
};
