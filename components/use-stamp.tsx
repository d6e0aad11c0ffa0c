"use client";

import { useLocale, useNow, useTimeZone, useTranslations } from "next-intl";
import { formatAgo, formatDateTime } from "@/lib/i18n/format";
import { TwoLine } from "./ui/two-line";

type UseStampProps = {
  /** When; null means never. */
  at: Date | string | null;
  /** What used it: "containerd 1.7.22". */
  client?: string | null;
  ip?: string | null;
  /** Shown below "Never used", so that never has a date too. */
  createdAt?: Date | string;
};

/** The evidence of the last use: how long ago, by which client, from where. The exact time is in the title. */
export function UseStamp({ at, client, ip, createdAt }: UseStampProps) {
  const t = useTranslations("common");
  if (at === null)
    return (
      <TwoLine
        title={<span className="text-ink-3">{t("use.never")}</span>}
        sub={createdAt && t.rich("createdAgo", { when: () => <Ago at={createdAt} /> })}
      />
    );
  const sub = (client || ip) && (
    <>
      {client}
      {client && ip && ", "}
      {ip && <span className="mono">{ip}</span>}
    </>
  );
  return <TwoLine title={<Ago at={at} />} sub={sub} />;
}

/** "3 min ago", kept current; the title says the exact time and zone. */
export function Ago({ at }: { at: Date | string }) {
  const now = useNow({ updateInterval: 10_000 });
  const context = { locale: useLocale(), timeZone: useTimeZone() ?? "UTC", now };
  return (
    // Browsers don't all abbreviate months alike; the server's words may stay.
    <time suppressHydrationWarning dateTime={new Date(at).toISOString()} title={formatDateTime(at, context)}>
      {formatAgo(at, context)}
    </time>
  );
}
