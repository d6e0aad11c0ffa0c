import { useTranslations } from "next-intl";
import { useFormat } from "./use-format";
import { Ago } from "./use-stamp";

/** One step in the life of a key or service ID. `at` is ISO 8601. */
export type HistoryRow = {
  at: string;
  action: string;
  fields: readonly string[];
  message: string;
  by: string;
};

const known = ["create", "update", "disable", "enable", "lock", "unlock", "delete"] as const;
type Known = (typeof known)[number];
const fieldKeys = [
  ...(["name", "description", "expires_at", "action_when_leaked", "support_sessions"] as const),
  ...(["locked", "disabled", "group_id", "unique_instance_crns"] as const),
];

/** What was changed, when and by whom, newest first. */
export function HistoryList({ rows }: { rows: readonly HistoryRow[] }) {
  const t = useTranslations("api-keys");
  const format = useFormat();
  const fieldName = (field: string) => {
    const key = fieldKeys.find((one) => one === field);
    return key ? t(`fields.${key}`) : field;
  };
  const words = ({ action, fields, message }: HistoryRow) => {
    const key: Known | "other" = known.find((one) => one === action) ?? "other";
    return t(`history.${key}`, { fields: format.list(fields.map(fieldName)), message });
  };
  return (
    <ol className="py-1.5">
      {rows.map((row) => (
        <li key={`${row.at}${row.action}`} className="flex items-baseline gap-3 px-4 py-1.5">
          <span className="w-[104px] flex-none text-ink-3 text-meta">
            <Ago at={row.at} />
          </span>
          <span className="min-w-0">
            {words(row)} <span className="text-ink-3">{t("historyBy", { name: row.by })}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}
