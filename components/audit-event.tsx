import { ChevronDown, ChevronUp, X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { AuditItem } from "@/lib/domain/audit-event";
import { AuditDiff } from "./audit-diff";
import { useAuditAction } from "./audit-words";
import { PanelPart, PanelStep } from "./panel-parts";
import { SidePanel } from "./side-panel";
import { CopyButton } from "./ui/copy-button";
import { Link } from "./ui/link";
import { KeyValues } from "./ui/panel";
import { useFormat } from "./use-format";

type AuditEventProps = {
  item: AuditItem;
  closeHref: string;
  /** All that the same request changed. */
  requestHref: string;
  newerHref: string | null;
  olderHref: string | null;
};

/** One change: who, when, from where, what differs, and its place in the chain. */
export function AuditEvent({ item, closeHref, requestHref, newerHref, olderHref }: AuditEventProps) {
  const t = useTranslations("audit.event");
  const words = useAuditAction();
  const format = useFormat();
  const { actor, target } = item;
  const system = actor.iam_id === "wharfkey-system";
  return (
    <SidePanel closeHref={closeHref} rowId={`event-${item.seq}`} label={words(item.action)}>
      <header className="flex items-start gap-2 border-line border-b p-4">
        <div className="min-w-0 flex-1">
          <p className="mono text-ink-3">{t("number", { seq: format.number(item.seq) })}</p>
          <h2 tabIndex={-1} className="wrap-anywhere font-bold text-dialog tracking-[-.018em]">
            {words(item.action)}
          </h2>
        </div>
        <PanelStep href={newerHref} label={t("newer")} icon={<ChevronUp aria-hidden />} />
        <PanelStep href={olderHref} label={t("older")} icon={<ChevronDown aria-hidden />} />
        <PanelStep href={closeHref} label={t("close")} icon={<X aria-hidden />} />
      </header>
      <div className="flex flex-col gap-5 p-4">
        <KeyValues
          items={[
            { label: t("when"), value: <time dateTime={item.at}>{format.dateTime(item.at)}</time> },
            { label: t("actor"), value: system ? t("system") : actor.name },
            ...(system
              ? []
              : [{ label: t("identity"), value: <span className="mono">{actor.iam_id}</span> }]),
            ...(actor.apikey_id
              ? [{ label: t("key"), value: <span className="mono">{actor.apikey_id}</span> }]
              : []),
            ...(item.ip ? [{ label: t("from"), value: <span className="mono">{item.ip}</span> }] : []),
            {
              label: t("target"),
              value: (
                <>
                  {target.name && <span className="block">{target.name}</span>}
                  <span className="mono text-ink-3">
                    {target.type} {target.id}
                  </span>
                </>
              ),
            },
            {
              label: t("request"),
              value: (
                <Link href={requestHref} scroll={false} title={t("sameRequest")} className="link mono">
                  {item.correlation_id}
                </Link>
              ),
            },
            { label: t("name"), value: <span className="mono">{item.action}</span> },
          ]}
        />
        <PanelPart title={t("change")}>
          {item.before || item.after ? (
            <AuditDiff before={item.before} after={item.after} label={t("change")} />
          ) : (
            <p className="text-ink-3">{t("noChange")}</p>
          )}
        </PanelPart>
        <PanelPart title={t("proof")}>
          <ol className="mono flex flex-col border-line border-l pl-3">
            <Hash seq={item.seq - 1} hash={item.prev_hash} current={false} />
            <Hash seq={item.seq} hash={item.hash} current />
          </ol>
          <p className="mt-2 text-ink-3 text-meta">{t("proofText")}</p>
        </PanelPart>
      </div>
      <footer className="flex flex-wrap gap-2 border-line border-t px-4 py-3">
        <CopyButton
          text={JSON.stringify(item, null, 2)}
          label={t("copyJson")}
          announcement={t("copiedJson")}
        />
      </footer>
    </SidePanel>
  );
}

/** The number and both ends of a hash; the whole is in the title and in the JSON. */
function Hash({ seq, hash, current }: { seq: number; hash: string; current: boolean }) {
  const format = useFormat();
  return (
    <li title={hash} className={`relative flex gap-4 py-0.5 ${current ? "text-ink" : "text-ink-3"}`}>
      <span
        aria-hidden="true"
        className={`absolute top-[9px] -left-[17px] size-[7px] rounded-[2px] border ${current ? "border-ok bg-ok" : "border-line-strong bg-surface"}`}
      />
      <span className="w-16">{format.number(seq)}</span>
      {hash.slice(0, 8)} … {hash.slice(-8)}
    </li>
  );
}
