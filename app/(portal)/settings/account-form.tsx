"use client";

import { useTranslations } from "next-intl";
import { ActionNote } from "@/components/action-note";
import { SubmitButton } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toaster";
import { useActionForm } from "@/components/use-action-form";
import { updateAccountAction } from "./actions";

type AccountFormProps = {
  name: string;
  lifetimes: { accessTokenTtlSeconds: number; refreshTokenTtlSeconds: number };
  /** Null: Wharfkey's own. */
  limits: {
    sessionTtlSeconds: number | null;
    sessionIdleSeconds: number | null;
    sessionCountMax: number | null;
  };
  entityTag: string;
};

/** The bounds are IAM's; the service checks them. */
export function AccountForm({ name, entityTag, lifetimes, limits }: AccountFormProps) {
  const t = useTranslations("settings.account");
  const common = useTranslations("common");
  const { state, pending, form, error } = useActionForm(updateAccountAction, () => toast(t("saved")));
  return (
    <form {...form} className="flex flex-col gap-4">
      <ActionNote state={state} />
      <input type="hidden" name="entityTag" value={entityTag} />
      <Field label={t("name")} error={error("name")}>
        <Input name="name" required maxLength={255} defaultValue={name} autoComplete="off" />
      </Field>
      {(["accessTokenTtlSeconds", "refreshTokenTtlSeconds"] as const).map((field) => (
        <Field key={field} label={t(field)} hint={t(`${field}Hint`)} error={error(field)}>
          <Input
            name={field}
            required
            inputMode="numeric"
            autoComplete="off"
            defaultValue={String(lifetimes[field])}
            trailing={<span className="text-ink-3">{t("seconds")}</span>}
          />
        </Field>
      ))}
      {(["sessionTtlSeconds", "sessionIdleSeconds", "sessionCountMax"] as const).map((field) => (
        <Field key={field} label={t(field)} hint={t(`${field}Hint`)} error={error(field)}>
          <Input
            name={field}
            inputMode="numeric"
            autoComplete="off"
            defaultValue={String(limits[field] ?? "")}
            trailing={field !== "sessionCountMax" && <span className="text-ink-3">{t("seconds")}</span>}
          />
        </Field>
      ))}
      <div className="flex">
        <SubmitButton loading={pending}>{common("save")}</SubmitButton>
      </div>
    </form>
  );
}
