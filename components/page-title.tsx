/** The document's title, which React puts into the head. Why Next's metadata doesn't: docs/decisions/009. */
export function PageTitle({ children }: { children: string }) {
  return <title>{`${children} · Wharfkey`}</title>;
}
