import { ChevronDown, ChevronUp, X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { UsageItem } from "@/lib/domain/usage";
import { useDenialSentence } from "./denial-sentence";
import { NameLink } from "./name-link";
import { PanelPart, PanelStep } from "./panel-parts";
import { SidePanel } from "./side-panel";
import { ButtonLink } from "./ui/button-link";
import { CopyButton } from "./ui/copy-button";
import { KeyValues } from "./ui/panel";
import { UsageOutcome } from "./usage-outcome";
import { useUsageWords } from "./usage-words";
import { useFormat } from "./use-format";

type UsageEventProps = {
  item: UsageItem;
  closeHref: string;
  newerHref: string | null;
  olderHref: string | null;
};

/** One use with all that is known of it. */
export function UsageEvent({ item, closeHref, newerHref, olderHref }: UsageEventProps) {
  const t = useTranslations("usage.event");
  const words = useUsageWords();
  const { detail: _, ...row } = item;
  return (
    <SidePanel closeHref={closeHref} rowId={`use-${item.id}`} label={words.tried(item)}>
      <header className="flex items-start gap-2 border-line border-b p-4">
        <div className="min-w-0 flex-1">
          <UsageOutcome item={item} />
          <h2 tabIndex={-1} className="wrap-anywhere font-bold text-dialog tracking-[-.018em]">
            {words.tried(item)}
          </h2>
          {words.object(item) && <p className="mono wrap-anywhere text-ink-3">{words.object(item)}</p>}
        </div>
        <PanelStep href={newerHref} label={t("newer")} icon={<ChevronUp aria-hidden />} />
        <PanelStep href={olderHref} label={t("older")} icon={<ChevronDown aria-hidden />} />
        <PanelStep href={closeHref} label={t("close")} icon={<X aria-hidden />} />
      </header>
      <div className="flex flex-col gap-5 p-4">
        {item.outcome !== "granted" && <Reason item={item} />}
        <Facts item={item} />
        <PanelPart title={t("scopes")}>
          <Scopes label={t("requested")} scopes={item.requested} />
          <Scopes label={t("granted")} scopes={item.granted} />
        </PanelPart>
        <Traces item={item} />
      </div>
      <footer className="flex flex-wrap gap-2 border-line border-t px-4 py-3">
        <CopyButton
          text={JSON.stringify(row, null, 2)}
          label={t("copyJson")}
          announcement={t("copiedJson")}
        />
      </footer>
    </SidePanel>
  );
}

/** Why it was denied or reduced, in words and as its code. */
function Reason({ item }: { item: UsageItem }) {
  const t = useTranslations("usage.event");
  const words = useUsageWords();
  const sentence = useDenialSentence();
  return (
    <PanelPart title={words.cause(item)}>
      <p className="text-ink-2">{sentence(item)}</p>
      {item.reason && <p className="mono mt-1 text-ink-3">{item.reason}</p>}
      {item.outcome === "denied" && item.request_id && (
        <p className="mt-2">
          <ButtonLink size="s" href={`/denials/${item.request_id}`}>
            {t("why")}
          </ButtonLink>
        </p>
      )}
    </PanelPart>
  );
}

/** When, who, by what, where. */
function Facts({ item }: { item: UsageItem }) {
  const t = useTranslations("usage.event");
  const words = useUsageWords();
  const format = useFormat();
  const count = item.count > 1 ? format.number(item.count) : null;
  return (
    <KeyValues
      items={some([
        [
          t("when"),
          <time key="when" dateTime={item.at}>
            {format.dateTime(item.at)}
          </time>,
        ],
        [t("count"), count],
        [t("key"), <Key key="key" item={item} />],
        [t("identity"), mono(item.iam_id)],
        [t("client"), words.client(item)],
        [t("userAgent"), mono(item.user_agent)],
        [t("address"), mono(item.ip)],
        [t("region"), item.region],
        [t("namespace"), mono(item.namespace)],
        [t("repository"), mono(item.repository)],
        [t("tag"), mono(item.tag)],
        [t("digest"), mono(item.digest)],
      ])}
    />
  );
}

/** What it is found again by, in the registry's and other logs. */
function Traces({ item }: { item: UsageItem }) {
  const t = useTranslations("usage.event");
  return (
    <PanelPart title={t("traces")}>
      <KeyValues
        items={some([
          [t("source"), t(`sources.${item.source}`)],
          [t("username"), mono(item.username)],
          [t("token"), mono(item.token_id)],
          [t("request"), mono(item.request_id)],
          [t("id"), mono(item.id)],
          [t("repeatOf"), mono(item.repeat_of)],
        ])}
      />
    </PanelPart>
  );
}

/** Those that say something. */
const some = (pairs: readonly (readonly [label: string, value: ReactNode])[]) =>
  pairs.flatMap(([label, value]) => (value ? [{ label, value }] : []));

const mono = (text: string | null) => text && <span className="mono">{text}</span>;

function Key({ item }: { item: UsageItem }) {
  const words = useUsageWords();
  return (
    <>
      {item.apikey_id && item.keyName ? (
        <NameLink href={`/api-keys/${item.apikey_id}`}>{words.who(item)}</NameLink>
      ) : (
        words.who(item)
      )}
      {item.apikey_id && <span className="mono block text-ink-3">{item.apikey_id}</span>}
    </>
  );
}

function Scopes({ label, scopes }: { label: string; scopes: readonly string[] }) {
  const t = useTranslations("usage.event");
  return (
    <div className="mb-2">
      <p className="text-ink-3">{label}</p>
      {scopes.length === 0 ? (
        <p>{t("none")}</p>
      ) : (
        <ul className="mono">
          {scopes.map((scope) => (
            <li key={scope} className="wrap-anywhere">
              {scope}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
