export type Query = { q?: string | undefined; scope: "mine" | "account"; cursor?: string | undefined };

/** What the address asks for. Who may read the whole account sees all of it at first. */
export const queryOf = (
  params: Record<string, string | string[] | undefined>,
  readsAccount: boolean,
): Query => {
  const text = (name: string) => {
    const value = params[name];
    // A control character fits no name and no cursor.
    return typeof value === "string" && !/\p{Cc}/u.test(value)
      ? value.trim().slice(0, 255) || undefined
      : undefined;
  };
  return {
    q: text("q"),
    scope: readsAccount && text("scope") !== "mine" ? "account" : "mine",
    cursor: text("cursor"),
  };
};

export const serviceIdsHref = ({ q, scope, cursor }: Query): string => {
  const search = new URLSearchParams({ ...(q && { q }), scope, ...(cursor && { cursor }) });
  return `/service-ids?${search}`;
};
