import { useTranslations } from "next-intl";
import { KeyPrefix } from "@/components/key-cells";
import { TextLink } from "@/components/ui/button-link";
import { CopyButton } from "@/components/ui/copy-button";
import { KeyValues, Panel } from "@/components/ui/panel";
import { useFormat } from "@/components/use-format";
import { Ago, UseStamp } from "@/components/use-stamp";
import type { ApiKeyView } from "@/lib/services/api-keys";

/** What a key is, with the evidence of its use. */
export function KeyFacts({ apiKey: key, mine }: { apiKey: ApiKeyView; mine: boolean }) {
  const t = useTranslations("api-keys.page");
  const words = useTranslations("api-keys");
  const format = useFormat();
  const { owner, activity, expiresAt } = key;
  return (
    <Panel title={t("facts")} padded>
      <KeyValues
        items={[
          owner.kind === "service-id"
            ? {
                label: t("serviceId"),
                value: <TextLink href={`/service-ids/${owner.id}`}>{owner.name}</TextLink>,
              }
            : { label: t("owner"), value: mine ? t("you") : owner.name },
          { label: t("prefix"), value: <KeyPrefix row={key} /> },
          {
            label: t("id"),
            value: (
              <span className="inline-flex items-center gap-1">
                <span className="mono wrap-anywhere">{key.id}</span>
                <CopyButton iconOnly size="s" text={key.id} label={t("copyId")} />
              </span>
            ),
          },
          {
            label: t("created"),
            value: t("createdBy", { date: format.date(key.createdAt), name: key.createdByName }),
          },
          { label: t("expires"), value: expiresAt ? format.dateTime(expiresAt) : words("cells.never") },
          {
            label: t("lastUsed"),
            value: <UseStamp at={activity.lastAuthn} client={activity.lastClient} ip={activity.lastIp} />,
          },
          { label: t("uses"), value: format.number(activity.authnCount) },
          {
            label: t("failed"),
            value: activity.lastFailedAt
              ? t.rich("failedLast", {
                  count: format.number(activity.failedCount),
                  when: () => <Ago at={activity.lastFailedAt ?? key.createdAt} />,
                })
              : t("noneFailed"),
          },
          { label: t("leaked"), value: words(`new.leakedOptions.${key.actionWhenLeaked}`) },
        ]}
      />
    </Panel>
  );
}
