import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import type { AuditQuery } from "./query";

/** From a day to a day, both included; either may be left open. */
export function AuditDays({ query }: { query: AuditQuery }) {
  const t = useTranslations("audit.filters");
  const { scope, kind, q, correlation } = query;
  const kept = { scope: scope === "site" ? scope : undefined, kind, q, correlation };
  return (
    <form className="flex flex-wrap items-center gap-2">
      {Object.entries(kept).map(
        ([name, value]) => value && <input key={name} type="hidden" name={name} value={value} />,
      )}
      {(["from", "to"] as const).map((name) => (
        <span key={name} className="flex items-center gap-1.5 text-ink-2">
          <span aria-hidden="true">{t(name)}</span>
          <Input
            key={query[name]}
            dense
            type="date"
            name={name}
            aria-label={t(name)}
            defaultValue={query[name]}
            className="w-[150px]"
          />
        </span>
      ))}
      <Button type="submit" size="s">
        {t("apply")}
      </Button>
    </form>
  );
}
