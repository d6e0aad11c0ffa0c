"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "./ui/field";
import { Input } from "./ui/input";
import { Select } from "./ui/select";
import { useFormat } from "./use-format";

export const expiryDays = [30, 90, 180, 365] as const;

type ExpiryFieldProps = {
  /** The field's words; "Expires" without them. */
  label?: string;
  error?: string | undefined;
  /** Offers to leave a key's expiry as it is. */
  keep?: { at: Date | null };
  /** As sent; see `expiryOf` on the server. */
  value: string;
  onValueChange: (value: string) => void;
};

const dayMs = 86_400_000;

/**
 * Until when a key holds. The form field `expiresAt` is `90d`, `never`, `keep`, or the end of a chosen day as an
 * instant, since only the browser knows the person's midnight.
 */
export function ExpiryField({ label, error, keep, value, onValueChange }: ExpiryFieldProps) {
  const t = useTranslations("api-keys.expiry");
  const format = useFormat();
  const [day, setDay] = useState("");
  const kind = value === "never" || value === "keep" || value.endsWith("d") ? value : "date";
  const chooseDay = (next: string) => {
    setDay(next);
    onValueChange(endOfDay(next));
  };
  const dateIn = (days: number) => format.date(format.now.getTime() + days * dayMs);
  const keptOption = keep && {
    value: "keep",
    label: keep.at ? t("keep", { date: format.date(keep.at) }) : t("keepNever"),
  };
  return (
    <>
      <input type="hidden" name="expiresAt" value={value} />
      <Field
        label={label ?? t("label")}
        error={kind === "date" ? undefined : error}
        hint={value === "never" ? t("neverHint") : undefined}
      >
        <Select
          value={kind}
          onValueChange={(next) => (next === "date" ? chooseDay(day) : onValueChange(next))}
          options={[
            ...(keptOption ? [keptOption] : []),
            ...expiryDays.map((days) => ({
              value: `${days}d`,
              label: t("days", { days, date: dateIn(days) }),
            })),
            { value: "date", label: t("date") },
            { value: "never", label: t("never") },
          ]}
        />
      </Field>
      {kind === "date" && (
        <Field label={t("day")} error={error}>
          <Input
            type="date"
            required
            value={day}
            min={isoDay(format.now.getTime())}
            onChange={(event) => chooseDay(event.target.value)}
          />
        </Field>
      )}
    </>
  );
}

function isoDay(at: number): string {
  const date = new Date(at);
  return new Date(at - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

/** The last second of a day here; something that is no time while there is no day yet. */
function endOfDay(day: string): string {
  const at = new Date(`${day}T23:59:59`);
  return Number.isNaN(at.getTime()) ? "no day" : at.toISOString().replace(/\.\d+/, "");
}
