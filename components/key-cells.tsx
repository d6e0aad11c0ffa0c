import { LockKeyhole } from "lucide-react";
import { useTranslations } from "next-intl";
import type { KeyRow } from "./key-row";
import { KeyStatus } from "./key-status";
import { Spark } from "./ui/spark";
import { Tag } from "./ui/tag";
import { useFormat } from "./use-format";
import { UseStamp } from "./use-stamp";

/** A key's state, and that it is locked. */
export function KeyState({ row }: { row: Pick<KeyRow, "status" | "expiresAt" | "locked"> }) {
  const format = useFormat();
  const { status, expiresAt, locked } = row;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
      {status === "expiring" && expiresAt ? (
        <KeyStatus state="expiring" daysLeft={Math.max(0, format.daysUntil(expiresAt))} />
      ) : (
        <KeyStatus state={status === "deleted" || status === "expiring" ? "retired" : status} />
      )}
      {locked && <LockedTag />}
    </span>
  );
}

function LockedTag() {
  const t = useTranslations("api-keys.cells");
  return <Tag icon={<LockKeyhole aria-hidden />}>{t("lockedTag")}</Tag>;
}

type UseRow = Pick<KeyRow, "lastAuthn" | "lastClient" | "lastIp" | "createdAt">;

/** When, by what and from where a key was used last. */
export function KeyUse({ row }: { row: UseRow }) {
  return <UseStamp at={row.lastAuthn} client={row.lastClient} ip={row.lastIp} createdAt={row.createdAt} />;
}

/** A key's last 14 days. */
export function KeyDays({ row: { days } }: { row: Pick<KeyRow, "days"> }) {
  const t = useTranslations("api-keys.cells");
  if (!days) return null;
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  return <Spark {...days} label={t("spark", { count: sum(days.counts), denied: sum(days.denied) })} />;
}

/** Until when a key holds. */
export function KeyEnd({ row: { expiresAt } }: { row: Pick<KeyRow, "expiresAt"> }) {
  const t = useTranslations("api-keys.cells");
  const format = useFormat();
  return expiresAt ? (
    <time dateTime={expiresAt.toISOString()} title={format.dateTime(expiresAt)}>
      {format.day(expiresAt)}
    </time>
  ) : (
    <span className="text-ink-3">{t("never")}</span>
  );
}

/** The public part of a key's value. */
export function KeyPrefix({ row: { display } }: { row: Pick<KeyRow, "display"> }) {
  const t = useTranslations("api-keys.cells");
  return display ? <span className="mono">{display}</span> : t("ownValue");
}
