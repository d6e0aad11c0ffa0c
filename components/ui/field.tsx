"use client";

import clsx from "clsx";
import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { createContext, type ReactNode, useContext, useId } from "react";

type FieldIds = { id: string; labelId: string; describedBy: string | undefined; invalid: boolean };

const FieldContext = createContext<FieldIds | null>(null);

type FieldProps = {
  label: ReactNode;
  /** What the value is for, or what happens with it. */
  hint?: ReactNode;
  /** What is wrong and what it needs; replaces nothing, the input stays as typed. */
  error?: ReactNode;
  optional?: boolean;
  /** "group" for radio groups and other things that aren't one input. */
  as?: "input" | "group";
  className?: string | undefined;
  children: ReactNode;
};

/** A label, one control, its hint and its error. The control inside finds its id and description by itself. */
export function Field({
  label,
  hint,
  error,
  optional = false,
  as = "input",
  className,
  children,
}: FieldProps) {
  const t = useTranslations("common");
  const id = useId();
  const ids = { label: `${id}-label`, hint: `${id}-hint`, error: `${id}-error` };
  const describedBy = clsx(error && ids.error, hint && ids.hint) || undefined;
  const name = (
    <>
      {label}
      {optional && <span className="ml-1 font-normal text-ink-3"> {t("optional")}</span>}
    </>
  );
  return (
    <div className={clsx("min-w-0", className)}>
      {as === "input" ? (
        <label id={ids.label} htmlFor={id} className="mb-1.5 block font-semibold">
          {name}
        </label>
      ) : (
        <span id={ids.label} className="mb-1.5 block font-semibold">
          {name}
        </span>
      )}
      <FieldContext value={{ id, labelId: ids.label, describedBy, invalid: Boolean(error) }}>
        {children}
      </FieldContext>
      {error && (
        <p id={ids.error} className="mt-1.5 flex gap-1.5 text-bad">
          <CircleAlert size={15} aria-hidden className="mt-[2.5px]" />
          <span>{error}</span>
        </p>
      )}
      {hint && (
        <p id={ids.hint} className="mt-1.5 text-ink-3">
          {hint}
        </p>
      )}
    </div>
  );
}

/** The attributes that tie a control to the field around it; nothing without one. */
export function useFieldProps(): { id?: string; "aria-describedby"?: string; "aria-invalid"?: true } {
  const field = useContext(FieldContext);
  if (!field) return {};
  return {
    id: field.id,
    ...(field.describedBy && { "aria-describedby": field.describedBy }),
    ...(field.invalid && { "aria-invalid": true }),
  };
}

/** The same for a group of controls: it is named by the label instead of being its target. */
export function useGroupProps(): {
  "aria-labelledby"?: string;
  "aria-describedby"?: string;
  "aria-invalid"?: true;
} {
  const field = useContext(FieldContext);
  const { id: _, ...rest } = useFieldProps();
  return { ...(field && { "aria-labelledby": field.labelId }), ...rest };
}
