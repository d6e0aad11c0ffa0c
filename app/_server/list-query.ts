/** A cursor holds the last row's name. */
const lengthMax = { q: 255, cursor: 4096 };

/** What the address of a list asks for: a search, and a page of it. */
export type ListQuery = { q?: string | undefined; cursor?: string | undefined };

export const listQueryOf = (params: Record<string, string | string[] | undefined>): ListQuery => {
  const text = (name: keyof typeof lengthMax) => {
    const value = params[name];
    // A control character fits no name and no cursor.
    return typeof value === "string" && !/\p{Cc}/u.test(value)
      ? value.trim().slice(0, lengthMax[name]) || undefined
      : undefined;
  };
  return { q: text("q"), cursor: text("cursor") };
};

export const listHref = (path: string, { q, cursor }: ListQuery): string => {
  const search = new URLSearchParams({ ...(q && { q }), ...(cursor && { cursor }) });
  return search.size > 0 ? `${path}?${search}` : path;
};
