import { getTranslations } from "next-intl/server";
import { orNull } from "@/app/_server/found";
import { KeyUsage } from "@/components/key-usage";
import { SegmentedLinks } from "@/components/ui/segmented-links";
import type { Actor } from "@/lib/services/actor";
import { listUsageItems } from "@/lib/services/usage";

type UsageSectionProps = {
  actor: Actor;
  keyId: string;
  query: Record<string, string | string[] | undefined>;
};

const rowsShown = 20;

/** Every use of the key, a page at a time: `cursor` in the address is the page, `outcome=denied` narrows it. */
export async function UsageSection({ actor, keyId, query: { cursor, outcome } }: UsageSectionProps) {
  const t = await getTranslations("api-keys.page");
  const denied = outcome === "denied";
  const filters = { apikey_id: keyId, ...(denied && { outcome: "denied" as const }) };
  const from = typeof cursor === "string" ? { cursor } : {};
  const page = await orNull(listUsageItems(actor, filters, { limit: rowsShown, ...from }));
  const hrefOf = (narrowed: boolean, at: string | null = null) => {
    const query = new URLSearchParams({ ...(narrowed && { outcome: "denied" }), ...(at && { cursor: at }) });
    return `/api-keys/${keyId}${query.size > 0 ? `?${query}` : ""}#usage`;
  };
  const hrefAt = (at: string | null) => (at ? hrefOf(denied, at) : undefined);
  return (
    <KeyUsage
      keyId={keyId}
      page={page && { items: page.items, newer: hrefAt(page.previous), older: hrefAt(page.next) }}
      filter={
        <SegmentedLinks
          label={t("outcome")}
          options={[
            { href: hrefOf(false), label: t("all"), current: !denied },
            { href: hrefOf(true), label: t("denied"), current: denied },
          ]}
        />
      }
    />
  );
}
