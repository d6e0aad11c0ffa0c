"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { AlertScope } from "@/lib/domain/alert";
import { type HookChannel, hookChannels } from "@/lib/domain/alert-hook";
import { ActionNote } from "./action-note";
import { Button, SubmitButton } from "./ui/button";
import { CopyButton } from "./ui/copy-button";
import { Field } from "./ui/field";
import { Input } from "./ui/input";
import { Note } from "./ui/note";
import { type FormAction, useActionForm } from "./use-action-form";
import { useRun } from "./use-run";

type AlertHooksProps = {
  scope: AlertScope;
  hosts: Record<HookChannel, string | null>;
  /** Gets `scope`, `channel` and `url`; an empty one removes it. */
  action: FormAction<{ secret: string | null }>;
};

/** Where alerts are posted to; an address and a secret are never shown again. */
export function AlertHooks({ scope, hosts, action }: AlertHooksProps) {
  const t = useTranslations("alerts.settings");
  return (
    <div className="mt-6 flex flex-col gap-5 border-line border-t pt-4">
      <h3 className="font-semibold">{t("hooks")}</h3>
      {hookChannels.map((channel) => (
        <Hook key={channel} scope={scope} channel={channel} host={hosts[channel]} action={action} />
      ))}
    </div>
  );
}

type HookProps = Pick<AlertHooksProps, "scope" | "action"> & { channel: HookChannel; host: string | null };

function Hook({ scope, channel, host, action }: HookProps) {
  const t = useTranslations("alerts.settings");
  const name = t(channel);
  const run = useRun();
  const [secret, setSecret] = useState<string | null>(null);
  const { form, state, pending, error } = useActionForm(action, (done) => setSecret(done.secret));
  return (
    <form {...form} noValidate className="flex flex-col gap-3">
      <input type="hidden" name="scope" value={scope} />
      <input type="hidden" name="channel" value={channel} />
      <p className="text-ink-2">{host ? t("hookSet", { host }) : t("hookNone")}</p>
      {secret && (
        <Note
          tone="warn"
          role="status"
          title={t("secret")}
          action={<CopyButton text={secret} label={t("copySecret")} />}
        >
          <code className="mono wrap-anywhere">{secret}</code>
        </Note>
      )}
      <ActionNote state={state} />
      <Field label={t("hookUrl", { channel: name })} hint={t("hookHint")} error={error("url")}>
        <Input name="url" type="url" autoComplete="off" spellCheck={false} />
      </Field>
      <div className="flex flex-wrap gap-2">
        <SubmitButton loading={pending}>{t("set", { channel: name })}</SubmitButton>
        {host && (
          <Button
            onClick={() => {
              setSecret(null);
              run(action, { scope, channel, url: "" }, t("removed", { channel: name }));
            }}
          >
            {t("remove", { channel: name })}
          </Button>
        )}
      </div>
    </form>
  );
}
