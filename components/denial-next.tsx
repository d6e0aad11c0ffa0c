import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { correctedRegion } from "@/lib/domain/live-use";
import type { UsageItem } from "@/lib/domain/usage";
import { GiveAccess, type GiveAccessProps } from "./give-access";
import { LiveDeniedCommand } from "./live-denied";
import type { RegionChoice } from "./region-name";
import { ButtonLink } from "./ui/button-link";
import { Panel } from "./ui/panel";
import { useFormat } from "./use-format";
import { usePlace } from "./use-place";

type DenialNextProps = {
  use: UsageItem;
  regions: readonly RegionChoice[];
  /** Names of who can change it. */
  administrators: readonly string[];
  /** Where the reader can give what is missing; null where others must. */
  give: GiveAccessProps | null;
  /** Where the reader can make a namespace; null where others must. */
  namespaceHref: string | null;
  /** Where a new key for the same owner is made; null where the reader can't. */
  newKeyHref: string | null;
};

const keyReasons = ["expired", "deleted", "membership-ended", "owner-gone"];

/** What to do about a denial, by who reads it. */
export function DenialNext(props: DenialNextProps) {
  const { use, regions, give, namespaceHref, newKeyHref } = props;
  const t = useTranslations("denials.next");
  const place = usePlace();
  const format = useFormat();
  const names = props.administrators.length > 0 ? format.either([...props.administrators]) : t("nobody");
  const { detail, reason } = use;
  const parts: ReactNode[] = [];
  const elsewhere = correctedRegion(use);
  if (elsewhere)
    parts.push(
      <div key="command">
        <p>{reason === "wrong-username" ? t("username") : t("otherRegion", { region: elsewhere })}</p>
        <LiveDeniedCommand use={use} regions={regions} className="mt-2" />
      </div>,
    );
  if (detail?.neededRole && detail.namespace) {
    const missing = { region: detail.region, namespace: detail.namespace, repositoryPattern: null };
    parts.push(
      give ? (
        <div key="give" className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <GiveAccess {...give} />
          <span className="text-ink-3">{t("giveText")}</span>
        </div>
      ) : (
        <p key="ask">{t("ask", { names, role: detail.neededRole, place: place(missing) })}</p>
      ),
    );
  }
  if (detail?.code === "no-namespace" && detail.namespace)
    parts.push(
      namespaceHref ? (
        <ButtonLink key="namespace" href={namespaceHref} className="self-start">
          {t("namespace")}
        </ButtonLink>
      ) : (
        <p key="namespace">
          {t("askNamespace", { names, namespace: detail.namespace, region: detail.region })}
        </p>
      ),
    );
  if (reason === "disabled")
    parts.push(
      <p key="who">{t("askKey", { names })}</p>,
      <ButtonLink key="key" href={`/api-keys/${use.apikey_id}`} className="self-start">
        {t("key")}
      </ButtonLink>,
    );
  if (newKeyHref && keyReasons.includes(reason ?? ""))
    parts.push(
      <ButtonLink key="new" href={newKeyHref} className="self-start">
        {t("newKey")}
      </ButtonLink>,
    );
  if (reason === "unknown-service") parts.push(<p key="site">{t("site")}</p>);
  if (parts.length === 0) return null;
  return (
    <Panel title={t("title")} padded>
      <div className="flex flex-col gap-3">{parts}</div>
    </Panel>
  );
}
