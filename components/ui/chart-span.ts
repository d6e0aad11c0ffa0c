/** The time of a column, ISO 8601. */
export type Span = { from: string; to: string };

/** A view's address with another time. @param base with a query, without `from` and `to` */
export function spanHref(base: string, { from, to }: Span): string {
  return `${base}&${new URLSearchParams({ from, to })}`;
}
