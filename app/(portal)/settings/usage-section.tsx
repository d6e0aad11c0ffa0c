import { Download } from "lucide-react";
import { getLocale, getTranslations } from "next-intl/server";
import { Panel } from "@/components/ui/panel";
import { formatMonth } from "@/lib/i18n/format";
import { formatBytes } from "@/lib/i18n/format-number";
import type { Actor } from "@/lib/services/actor";
import { listUsageExports } from "@/lib/services/usage-exports";
import { getUsageRetention } from "@/lib/services/usage-retention-settings";
import { UsageForm } from "./usage-form";

type UsageSectionProps = { actor: Actor; scope: "account" | "site" };

/** How long usage is kept, and the months that were written to files before they went. */
export async function UsageSection({ actor, scope }: UsageSectionProps) {
  const [kept, files, t, locale] = await Promise.all([
    getUsageRetention(actor, scope),
    listUsageExports(actor, scope),
    getTranslations("settings.usage"),
    getLocale(),
  ]);
  return (
    <Panel title={t(scope === "site" ? "titleSite" : "title")} padded>
      <UsageForm scope={scope} {...kept} />
      {files.length > 0 && (
        <div className="mt-6 border-line border-t pt-4">
          <h3 className="font-semibold">{t("files")}</h3>
          <ul className="mt-1 divide-y divide-line">
            {files.map(({ month, sizeBytes }) => (
              <li key={month} className="flex min-h-[40px] flex-wrap items-center gap-x-4">
                <span className="min-w-0 flex-1">{formatMonth(month, locale)}</span>
                <span className="text-ink-3">{formatBytes(sizeBytes, locale)}</span>
                <a
                  className="link inline-flex min-h-11 items-center gap-1.5 md:min-h-8"
                  href={`/settings/usage-exports/${month}?scope=${scope}`}
                  download
                  aria-label={t("downloadOf", { month: formatMonth(month, locale) })}
                >
                  <Download size={14} aria-hidden />
                  {t("download")}
                </a>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Panel>
  );
}
