"use client";

import { CalendarClock, Filter, Globe } from "lucide-react";
import { useLocale, useNow, useTimeZone, useTranslations } from "next-intl";
import { lazy, Suspense, useId, useState } from "react";
import { formatDate } from "@/lib/i18n/format";
import type { QuickCreateChangesProps } from "./quick-create-changes";
import { Button } from "./ui/button";
import { Kbd } from "./ui/kbd";
import { useIsMac } from "./use-is-mac";

const changes = () => import("./quick-create-changes");
const fetchChanges = () => void changes().catch(() => undefined);
const QuickCreateChanges = lazy(async () => ({ default: (await changes()).QuickCreateChanges }));

type QuickCreateDefaultsProps = QuickCreateChangesProps & {
  pending: boolean;
  /** There is nothing that the person could give. */
  nothing: boolean;
};

/** What was decided for the person, in one line, with "Change"; and the button. */
export function QuickCreateDefaults(props: QuickCreateDefaultsProps) {
  const { reach, choices, pending, nothing, ...rest } = props;
  const t = useTranslations("home.form");
  const context = { locale: useLocale(), timeZone: useTimeZone() ?? "UTC" };
  const now = useNow().getTime();
  const mac = useIsMac();
  const panelId = useId();
  const [wantsOpen, setOpen] = useState(false);
  const hasError = ["region", "pattern", "repositoryPattern", "expiresAt", "description"].some(rest.error);
  const open = wantsOpen || hasError;
  const [seen, setSeen] = useState(open);
  if (open && !seen) setSeen(true);
  // A field of theirs, which is sent without them as well.
  const expiry = <input type="hidden" name="expiresAt" value={choices.expiry} />;
  return (
    <div className="rounded-b-panel border-line border-t bg-sunken">
      <div id={panelId} hidden={!open} className="px-4 pt-4 md:px-5">
        {seen ? (
          <Suspense fallback={expiry}>
            <QuickCreateChanges {...rest} reach={reach} choices={choices} />
          </Suspense>
        ) : (
          expiry
        )}
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2.5 px-4 py-3 text-ink-2 md:pr-3.5 md:pl-5">
        <span className="inline-flex items-center gap-1.5">
          <CalendarClock size={16} aria-hidden className="text-ink-3" />
          {expiryText(choices.expiry)}
        </span>
        {reach && (
          <span className="inline-flex items-center gap-1.5">
            <Globe size={16} aria-hidden className="text-ink-3" />
            {reach.region ? t("oneRegion", { region: reach.region }) : t("everyRegion")}
          </span>
        )}
        {reach?.repositoryPattern && (
          <span className="inline-flex min-w-0 items-center gap-1.5">
            <Filter size={16} aria-hidden className="text-ink-3" />
            <span className="truncate">{t("onlyPattern", { pattern: reach.repositoryPattern })}</span>
          </span>
        )}
        <button
          type="button"
          className="link"
          aria-expanded={open}
          aria-controls={panelId}
          onPointerEnter={fetchChanges}
          onFocus={fetchChanges}
          onClick={() => setOpen(!open)}
        >
          {t(open ? "changeLess" : "change")}
        </button>
        <Button
          type="submit"
          variant="primary"
          size="l"
          loading={pending}
          disabled={nothing}
          className="max-md:w-full md:ml-auto"
        >
          {t("create")}
          <span className="max-md:hidden">
            <Kbd onAccent>{mac ? "⌘ ↵" : "Ctrl ↵"}</Kbd>
          </span>
        </Button>
      </div>
    </div>
  );

  function expiryText(expiry: string): string {
    if (expiry === "never") return t("expiresNever");
    const days = Number(/^(\d+)d$/.exec(expiry)?.[1]);
    if (days) return t("expires", { days, date: formatDate(now + days * 86_400_000, context) });
    const at = new Date(expiry);
    return t("expiresOn", { date: Number.isNaN(at.getTime()) ? "…" : formatDate(at, context) });
  }
}
