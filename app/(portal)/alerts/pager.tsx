import { getTranslations } from "next-intl/server";
import { KeysetPager } from "@/components/ui/keyset-pager";

type AlertPagerProps = {
  page: { items: unknown[]; next: string | null; previous: string | null };
  /** Of the first page. */
  path: string;
};

/** Newer and older alerts, where there are any. */
export async function AlertPager({ page: { items, next, previous }, path }: AlertPagerProps) {
  const t = await getTranslations("alerts");
  if (!next && !previous) return null;
  const href = (cursor: string | null) =>
    cursor ? `${path}${path.includes("?") ? "&" : "?"}${new URLSearchParams({ cursor })}` : undefined;
  return (
    <KeysetPager newer={href(previous)} older={href(next)}>
      {t("shown", { count: items.length })}
    </KeysetPager>
  );
}
