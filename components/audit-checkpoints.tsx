import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { MakeCheckpoint } from "./make-checkpoint";
import { KeyValues, Panel } from "./ui/panel";
import type { FormAction } from "./use-action-form";
import { useFormat } from "./use-format";
import { Ago } from "./use-stamp";

type AuditCheckpointsProps = {
  scope: "account" | "site";
  /** Newest first. */
  checkpoints: readonly { seq: number; hash: string; at: string }[];
  /** SHA-256 of the authority's certificate. */
  fingerprint: string;
  /** Left out for those who only read. */
  make: FormAction<{ seq: number }> | undefined;
};

/** Signed statements of where the chain stood, to be kept elsewhere. */
export function AuditCheckpoints({ scope, checkpoints, fingerprint, make }: AuditCheckpointsProps) {
  const t = useTranslations("audit.checkpoints");
  const format = useFormat();
  return (
    <Panel
      title={t("title")}
      meta={t("meta", { count: checkpoints.length })}
      actions={make && <MakeCheckpoint scope={scope} make={make} />}
    >
      <p className="max-w-[78ch] px-4 pt-3 text-ink-2">{t("lead")}</p>
      {checkpoints.length === 0 ? (
        <p className="px-4 py-3 text-ink-3">{t("empty")}</p>
      ) : (
        <ul className="divide-y divide-line px-4 py-1">
          {checkpoints.map(({ seq, hash, at }) => (
            <li key={seq} className="flex min-h-[40px] flex-wrap items-center gap-x-4 gap-y-1">
              <span className="min-w-[110px] font-medium">{t("event", { seq: format.number(seq) })}</span>
              <span className="mono min-w-0 flex-1 truncate text-ink-3" title={hash}>
                {hash}
              </span>
              <Ago at={at} />
              <a
                className="link inline-flex min-h-11 items-center gap-1.5 md:min-h-8"
                href={`/audit/checkpoints/${seq}?scope=${scope}`}
                download
                aria-label={t("downloadOf", { seq: format.number(seq) })}
              >
                <Download size={14} aria-hidden />
                {t("download")}
              </a>
            </li>
          ))}
        </ul>
      )}
      <div className="border-line border-t px-4 py-3">
        <p className="mb-2 text-ink-2">
          {t("verify")}{" "}
          <code className="mono wrap-anywhere">
            npm run audit:verify EXPORT.ndjson CHECKPOINT.jws -- --key wharfkey-ca.pem
          </code>
        </p>
        <KeyValues
          className="max-md:grid-cols-1 md:grid-cols-[200px_minmax(0,1fr)]"
          items={[
            {
              label: t("authority"),
              value: (
                <a className="link" href="/audit/checkpoints/authority" download>
                  wharfkey-ca.pem
                </a>
              ),
            },
            { label: t("fingerprint"), value: <span className="mono">{fingerprint}</span> },
          ]}
        />
      </div>
    </Panel>
  );
}
