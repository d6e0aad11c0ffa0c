import { useTranslations } from "next-intl";
import type { UsageItem } from "@/lib/domain/usage";
import { RegionDot } from "./region-dot";
import { TextLink } from "./ui/button-link";
import { CopyButton } from "./ui/copy-button";
import { KeyValues, Panel } from "./ui/panel";
import { useFormat } from "./use-format";

/** The denied request itself: by which key and client, from where, for what. */
export function DenialAsked({ use }: { use: UsageItem }) {
  const t = useTranslations("denials.asked");
  const format = useFormat();
  const { apikey_id, keyName, serviceId, ownerName, request_id } = use;
  const gone = use.reason === "deleted" || use.reason === "owner-gone";
  return (
    <Panel title={t("title")} padded>
      <KeyValues
        className="grid-cols-[96px_minmax(0,1fr)]"
        items={[
          {
            label: t("requested"),
            value:
              use.requested.length === 0 ? (
                t("login")
              ) : (
                <ul className="mono">
                  {use.requested.map((scope) => (
                    <li key={scope}>
                      {scope.slice(0, scope.lastIndexOf(":"))}
                      <wbr />
                      {scope.slice(scope.lastIndexOf(":"))}
                    </li>
                  ))}
                </ul>
              ),
          },
          { label: t("region"), value: use.region ? <RegionDot id={use.region} /> : t("unknown") },
          {
            label: t("key"),
            value:
              apikey_id && keyName && !gone ? (
                <TextLink href={`/api-keys/${apikey_id}`}>{keyName}</TextLink>
              ) : (
                (keyName ?? t("unknown"))
              ),
          },
          {
            label: t("owner"),
            value:
              serviceId && ownerName && !gone ? (
                <TextLink href={`/service-ids/${serviceId}`}>{ownerName}</TextLink>
              ) : (
                (ownerName ?? t("unknown"))
              ),
          },
          { label: t("client"), value: <span className="mono">{use.user_agent || t("unknown")}</span> },
          { label: t("address"), value: <span className="mono">{use.ip}</span> },
          { label: t("when"), value: format.dateTime(use.at) },
          {
            label: t("request"),
            value: (
              <span className="inline-flex items-center gap-1">
                <span className="mono wrap-anywhere">{request_id}</span>
                <CopyButton iconOnly size="s" text={request_id ?? ""} label={t("copyRequest")} />
              </span>
            ),
          },
        ]}
      />
    </Panel>
  );
}
