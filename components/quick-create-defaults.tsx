"use client";

import { CalendarClock, Filter, Globe } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { ExpiryField } from "./expiry-field";
import type { Choices } from "./quick-create";
import type { Reach } from "./quick-create-rules";
import { type RegionChoice, useRegionName } from "./region-name";
import { Button } from "./ui/button";
import { Field } from "./ui/field";
import { Input, Textarea } from "./ui/input";
import { Kbd } from "./ui/kbd";
import { Select } from "./ui/select";
import { useFormat } from "./use-format";
import { useIsMac } from "./use-is-mac";

type QuickCreateDefaultsProps = {
  regions: readonly RegionChoice[];
  reach: Reach | null;
  choices: Choices;
  /** The region is the new namespace's. */
  fixedRegion: boolean;
  onChange: (some: Partial<Choices>) => void;
  pending: boolean;
  /** There is nothing that the person could give. */
  nothing: boolean;
  error: (field: string) => string | undefined;
};

/** What was decided for the person, in one line, with "Change"; and the button. */
export function QuickCreateDefaults(props: QuickCreateDefaultsProps) {
  const { reach, choices, pending, nothing, error } = props;
  const t = useTranslations("home.form");
  const format = useFormat();
  const mac = useIsMac();
  const panelId = useId();
  const [wantsOpen, setOpen] = useState(false);
  const hasError = ["region", "pattern", "repositoryPattern", "expiresAt", "description"].some(error);
  const open = wantsOpen || hasError;
  return (
    <div className="rounded-b-panel border-line border-t bg-sunken">
      <div id={panelId} hidden={!open} className="px-4 pt-4 md:px-5">
        <Changes {...props} />
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
    if (days) return t("expires", { days, date: format.date(format.now.getTime() + days * 86_400_000) });
    const at = new Date(expiry);
    return t("expiresOn", { date: Number.isNaN(at.getTime()) ? "…" : format.date(at) });
  }
}

function Changes(props: QuickCreateDefaultsProps) {
  const { regions, reach, choices, fixedRegion, onChange, error } = props;
  const t = useTranslations("home.form");
  const nameOf = useRegionName();
  return (
    <div className="grid items-start gap-4 md:grid-cols-2">
      <div className="flex min-w-0 flex-col gap-4">
        <ExpiryField
          value={choices.expiry}
          onValueChange={(expiry) => onChange({ expiry })}
          error={error("expiresAt")}
        />
        <Field label={t("region")} hint={t("regionHint")} error={error("region")}>
          <Select
            disabled={fixedRegion || !reach}
            value={reach?.region || "every"}
            onValueChange={(region) => onChange({ region: region === "every" ? "" : region })}
            options={[
              { value: "every", label: t("everyRegion") },
              ...regions.map((region) => ({ value: region.id, label: nameOf(region) })),
            ]}
          />
        </Field>
      </div>
      <div className="flex min-w-0 flex-col gap-4">
        <Field
          label={t("pattern")}
          optional
          hint={t("patternHint")}
          error={error("pattern") ?? error("repositoryPattern")}
        >
          <Input
            value={reach?.repositoryPattern ?? choices.pattern ?? ""}
            onChange={(event) => onChange({ pattern: event.target.value })}
            disabled={!reach}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            placeholder={t("patternPlaceholder")}
          />
        </Field>
        <Field label={t("description")} optional error={error("description")}>
          <Textarea name="description" rows={2} />
        </Field>
      </div>
    </div>
  );
}
