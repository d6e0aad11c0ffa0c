"use client";

import clsx from "clsx";
import { CalendarRange } from "lucide-react";
import { useTranslations } from "next-intl";
import { localTimeOf, localTimeText } from "@/lib/domain/local-time";
import { Button } from "./ui/button";
import { Dialog } from "./ui/dialog";
import { Field } from "./ui/field";
import { Input } from "./ui/input";
import { useFormat } from "./use-format";

type UsageRangeProps = {
  /** Where a time leads, without that time. */
  base: string;
  /** The view has a time with fixed ends. */
  active: boolean;
  /** The view's time, ISO 8601. */
  from: string;
  to: string;
};

/** A time from one moment to another, typed. */
export function UsageRangeDialog({ base, active, from, to }: UsageRangeProps) {
  const t = useTranslations("usage.range");
  const format = useFormat();
  const [path = "", search = ""] = base.split("?");
  const local = (at: string) => localTimeText(localTimeOf(new Date(at), format.timeZone));
  const written = (at: string) => `${format.day(at)}, ${format.time(at, "minute")}`;
  return (
    <Dialog
      size="s"
      title={t("title")}
      description={t("text", { zone: format.zone() })}
      trigger={
        <Button
          icon={<CalendarRange aria-hidden />}
          className={clsx("shrink-0", active && "border-accent-line bg-accent-soft text-accent")}
        >
          {/* Browsers don't all abbreviate months alike; the server's words may stay. */}
          <span suppressHydrationWarning>
            {active ? t("current", { from: written(from), to: written(to) }) : t("action")}
          </span>
        </Button>
      }
      footer={
        <Button type="submit" form="usage-range" variant="primary">
          {t("show")}
        </Button>
      }
    >
      <form id="usage-range" action={path} className="flex flex-col gap-4">
        {[...new URLSearchParams(search)].map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Field label={t("from")}>
          <Input type="datetime-local" name="from" defaultValue={local(from)} required />
        </Field>
        <Field label={t("to")} hint={t("toHint")}>
          <Input type="datetime-local" name="to" defaultValue={local(to)} required />
        </Field>
      </form>
    </Dialog>
  );
}
