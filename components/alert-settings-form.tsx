"use client";

import { useTranslations } from "next-intl";
import { type AlertScope, isForMachines, kindsOf } from "@/lib/domain/alert";
import type { AlertSettings } from "@/lib/domain/alert-settings";
import { ActionNote } from "./action-note";
import { SubmitButton } from "./ui/button";
import { Checkbox } from "./ui/choice";
import { Field } from "./ui/field";
import { Input } from "./ui/input";
import { toast } from "./ui/toaster";
import { type FormAction, useActionForm } from "./use-action-form";

const channels = ["on", "webhook", "slack"] as const;

type AlertSettingsFormProps = { settings: AlertSettings; scope: AlertScope; action: FormAction<unknown> };

/** Which kinds are raised, which go to webhook and Slack, and an account's two thresholds. */
export function AlertSettingsForm({ settings, scope, action }: AlertSettingsFormProps) {
  const t = useTranslations("alerts.settings");
  const kinds = useTranslations("alerts.kinds");
  const { state, pending, onSubmit, error } = useActionForm(action, () => toast(t("saved")));
  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-4">
      <input type="hidden" name="scope" value={scope} />
      <p className="text-ink-2">{t(scope === "site" ? "leadSite" : "lead")}</p>
      <ActionNote state={state} />
      <ul>
        {kindsOf(scope).map((kind) => (
          <li key={kind} className="border-line border-b py-2 last:border-b-0">
            <fieldset className="flex flex-wrap items-center gap-x-5 gap-y-1">
              <legend className="float-left min-w-0 flex-[1_1_260px] font-medium">{kinds(kind)}</legend>
              {isForMachines(kind) ? (
                <Checkbox
                  name="on[]"
                  value={kind}
                  defaultChecked={settings.kinds[kind].on}
                  label={t("onlyWebhook")}
                />
              ) : (
                channels.map((channel) => (
                  <Checkbox
                    key={channel}
                    name={`${channel}[]`}
                    value={kind}
                    defaultChecked={settings.kinds[kind][channel]}
                    label={t(channel)}
                  />
                ))
              )}
            </fieldset>
          </li>
        ))}
      </ul>
      {scope === "account" && (
        <div className="grid gap-3 md:grid-cols-2">
          <Field label={t("unusedDays")} error={error("unusedDays")}>
            <Input name="unusedDays" inputMode="numeric" defaultValue={settings.unusedDays} />
          </Field>
          <Field label={t("denialsMinimum")} error={error("denialsMinimum")}>
            <Input name="denialsMinimum" inputMode="numeric" defaultValue={settings.denialsMinimum} />
          </Field>
        </div>
      )}
      <div className="flex">
        <SubmitButton loading={pending}>{t("save")}</SubmitButton>
      </div>
    </form>
  );
}
