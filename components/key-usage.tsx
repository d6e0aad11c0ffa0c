import { History } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { UsageItem } from "@/lib/domain/usage";
import { DenialSearchInline } from "./denial-search";
import { TextLink } from "./ui/button-link";
import { EmptyState, ErrorState } from "./ui/empty-state";
import { KeysetPager } from "./ui/keyset-pager";
import { Panel } from "./ui/panel";
import { UsageTable } from "./usage-table-later";

type KeyUsageProps = {
  keyId: string;
  /** Null when it couldn't be loaded. */
  page: { items: readonly UsageItem[]; newer?: string | undefined; older?: string | undefined } | null;
  /** Narrows the list. */
  filter?: ReactNode;
};

/** Every use of one key, newest first, for the key's own page. */
export function KeyUsage({ keyId, page, filter }: KeyUsageProps) {
  const t = useTranslations("usage");
  return (
    <Panel
      title={t("key.title")}
      actions={
        <>
          {filter}
          <DenialSearchInline />
          <TextLink href={`/usage?apikey_id=${encodeURIComponent(keyId)}`}>{t("key.all")}</TextLink>
        </>
      }
    >
      {!page && <ErrorState>{t("events.failed")}</ErrorState>}
      {page?.items.length === 0 && <EmptyState icon={<History aria-hidden />}>{t("key.empty")}</EmptyState>}
      {page && page.items.length > 0 && (
        <>
          <UsageTable items={page.items} withKey={false} />
          {(page.newer || page.older) && (
            <KeysetPager newer={page.newer} older={page.older}>
              {t("events.shown", { count: page.items.length })}
            </KeysetPager>
          )}
        </>
      )}
    </Panel>
  );
}
