import { orNull } from "@/app/_server/found";
import { KeyUsage } from "@/components/key-usage";
import type { Actor } from "@/lib/services/actor";
import { listUsageItems } from "@/lib/services/usage";

type UsageSectionProps = {
  actor: Actor;
  keyId: string;
  query: Record<string, string | string[] | undefined>;
};

const rowsShown = 20;

/** Every use of the key, a page at a time; `cursor` in the address is the page. */
export async function UsageSection({ actor, keyId, query: { cursor } }: UsageSectionProps) {
  const from = typeof cursor === "string" ? { cursor } : {};
  const page = await orNull(listUsageItems(actor, { apikey_id: keyId }, { limit: rowsShown, ...from }));
  const href = (at: string | null) =>
    at ? `/api-keys/${keyId}?${new URLSearchParams({ cursor: at })}#usage` : undefined;
  return (
    <KeyUsage
      keyId={keyId}
      page={page && { items: page.items, newer: href(page.previous), older: href(page.next) }}
    />
  );
}
