import { useLocale, useTranslations } from "next-intl";
import type { ListedUse } from "@/lib/domain/usage";

/** What a use, and its denial, is called in the reader's language; in server and client components alike. */
export function useUsageWords() {
  const t = useTranslations("usage.words");
  const locale = useLocale();
  const kindOf = (item: ListedUse) =>
    item.action === "token" && item.requested.length === 0 ? "accessToken" : item.action;
  const reasonKey = (reason: string | null) => {
    const key = `short.${reason}` as "short.other";
    return (reason && t.has(key) ? reason : "other") as "other";
  };
  return {
    /** "Pull", "Token". */
    action: (item: ListedUse): string => t(`actions.${kindOf(item)}`),
    /** "Push", "Get a token": what was tried. */
    tried: (item: ListedUse): string => {
      const first = item.detail?.action;
      if (item.action === "token" && (first === "pull" || first === "push" || first === "delete"))
        return t(`tried.${first}`);
      return t(`tried.${kindOf(item)}`);
    },
    /** "edge/proxy:3.9", or the digest, or all scopes of other types. */
    object: (item: ListedUse): string => {
      if (!item.repository) return item.requested.join(" ");
      if (item.tag) return `${item.repository}:${item.tag}`;
      return item.digest ? `${item.repository}@${item.digest.slice(0, 19)}` : item.repository;
    },
    /** The cause in a few words. */
    cause: (item: ListedUse): string => {
      const { heldRole = "Reader", neededRole = "Writer", namespace } = item.detail ?? {};
      const asked = item.detail?.action ?? "";
      // German writes nouns with a capital.
      const action = locale === "de" ? asked.slice(0, 1).toUpperCase() + asked.slice(1) : asked;
      return t(`short.${reasonKey(item.reason)}`, {
        held: heldRole,
        needed: neededRole,
        action,
        namespace: namespace ?? "",
      });
    },
    /** The rule that decided where no policy did. */
    rule: (item: ListedUse): string => t(`reasons.${reasonKey(item.reason)}`, { reason: item.reason ?? "" }),
    /** "edge-mirror / jp-sync". */
    who: (item: ListedUse): string =>
      [item.ownerName, item.keyName].filter(Boolean).join(" / ") ||
      t(item.source === "registry" ? "unattributed" : "unknownKey"),
    /** "skopeo 1.16". */
    client: (item: ListedUse): string =>
      item.client.name === "unknown"
        ? t("unknownClient")
        : `${item.client.name} ${item.client.version}`.trim(),
  };
}
