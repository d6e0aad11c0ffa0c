import type { KeyRow } from "./key-row";
import { NameLink } from "./name-link";

/** A key's label, leading to its page. */
export function KeyLink({ row }: { row: Pick<KeyRow, "id" | "name"> }) {
  return <NameLink href={`/api-keys/${row.id}`}>{row.name}</NameLink>;
}
