import { type ListQuery, listQueryOf } from "@/app/_server/list-query";

export type Query = ListQuery & { scope: "mine" | "account" };

/** What the address asks for. Who may read the whole account sees all of it at first. */
export const queryOf = (
  params: Record<string, string | string[] | undefined>,
  readsAccount: boolean,
): Query => ({
  ...listQueryOf(params),
  scope: readsAccount && params.scope !== "mine" ? "account" : "mine",
});

export const serviceIdsHref = ({ q, scope, cursor }: Query): string => {
  const search = new URLSearchParams({ ...(q && { q }), scope, ...(cursor && { cursor }) });
  return `/service-ids?${search}`;
};
