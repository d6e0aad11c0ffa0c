"use client";

import { useTranslations } from "next-intl";
import { ExpiryField } from "./expiry-field";
import type { Choices } from "./quick-create";
import type { Reach } from "./quick-create-rules";
import { type RegionChoice, useRegionName } from "./region-name";
import { Field } from "./ui/field";
import { Input, Textarea } from "./ui/input";
import { Select } from "./ui/select";

export type QuickCreateChangesProps = {
  regions: readonly RegionChoice[];
  reach: Reach | null;
  choices: Choices;
  /** The region is the new namespace's. */
  fixedRegion: boolean;
  onChange: (some: Partial<Choices>) => void;
  error: (field: string) => string | undefined;
};

/** What may be decided otherwise: expiry, region, repositories, description. */
export function QuickCreateChanges(props: QuickCreateChangesProps) {
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
