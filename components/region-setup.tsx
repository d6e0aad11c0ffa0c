"use client";

import { Eye, RefreshCw } from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { CommandBlock } from "./command-block";
import { Button } from "./ui/button";
import { ConfirmDialog } from "./ui/confirm-dialog";
import { CopyButton } from "./ui/copy-button";
import { Note } from "./ui/note";
import { Panel } from "./ui/panel";
import { Tabs } from "./ui/tabs";
import { toast } from "./ui/toaster";
import { type FormAction, problemOf, useSend } from "./use-action-form";
import { useReachable } from "./use-reachable";
import { Ago } from "./use-stamp";

type SecretAction = FormAction<{ secret: string }>;

type RegionSetupProps = {
  id: string;
  /** The registry's configuration by generation, with a placeholder where the webhook secret belongs. */
  configs: { "2": string; "3": string };
  placeholder: string;
  rotatedAt: Date | null;
  previousValid: boolean;
  /** The file that `npm run registries` uses; null for a registry elsewhere. */
  localFile: string | null;
  reveal: SecretAction;
  rotate: SecretAction;
};

/** What a registry needs to work with this portal: its configuration, and the secret that goes into it. */
export function RegionSetup(props: RegionSetupProps) {
  const { id, configs, placeholder, localFile } = props;
  const t = useTranslations("regions");
  const [secret, setSecret] = useState<string>();
  const filled = (text: string) => (secret ? text.replaceAll(placeholder, secret) : text);
  return (
    <>
      <Panel title={t("secret.title")} padded>
        <WebhookSecret {...props} secret={secret} onSecret={setSecret} />
      </Panel>
      <Panel title={t("page.config")} meta={t("page.configMeta")} padded>
        <p className="mb-2 max-w-[72ch] text-ink-2">
          {t("page.configText", { secret: secret ? "shown" : "hidden" })}
        </p>
        {localFile && (
          <p className="mb-2 max-w-[72ch] text-ink-3">
            {t.rich("page.local", {
              file: localFile,
              code: (words) => <code className="mono">{words}</code>,
            })}
          </p>
        )}
        <Tabs
          label={t("page.generations")}
          defaultValue="2"
          tabs={(["2", "3"] as const).map((generation) => {
            const name = t(`page.generation${generation}`);
            return {
              value: generation,
              label: name,
              content: (
                <CommandBlock
                  label={`${name}, ${id}`}
                  command={filled(configs[generation])}
                  highlight={[secret ?? placeholder, "ANY-RANDOM-TEXT"]}
                />
              ),
            };
          })}
        />
      </Panel>
    </>
  );
}

type WebhookSecretProps = RegionSetupProps & {
  secret: string | undefined;
  onSecret: (secret: string) => void;
};

function WebhookSecret({
  id,
  rotatedAt,
  previousValid,
  reveal,
  rotate,
  secret,
  onSecret,
}: WebhookSecretProps) {
  const t = useTranslations("regions.secret");
  const ask = useSecretAction(id, onSecret);
  const [problem, setProblem] = useState<string>();
  const [pending, startTransition] = useTransition();
  return (
    <div className="flex flex-col gap-3">
      <p className="max-w-[72ch] text-ink-2">
        {t("text")}{" "}
        {rotatedAt ? t.rich("rotated", { when: () => <Ago at={rotatedAt} /> }) : t("neverRotated")}{" "}
        {previousValid && t("previous")}
      </p>
      {problem && (
        <Note tone="bad" role="alert">
          {problem}
        </Note>
      )}
      {secret && <Note tone="info">{t("shown")}</Note>}
      <div className="flex flex-wrap gap-2">
        {secret ? (
          <CopyButton text={secret} label={t("copy")} announcement={t("copied")} />
        ) : (
          <Button
            icon={<Eye aria-hidden />}
            loading={pending}
            onClick={() => startTransition(async () => setProblem(await ask(reveal)))}
          >
            {t("show")}
          </Button>
        )}
        <ConfirmDialog
          trigger={<Button icon={<RefreshCw aria-hidden />}>{t("rotate")}</Button>}
          tone={previousValid ? "danger" : "default"}
          title={t("rotateTitle", { id })}
          effect={
            <>
              <p>{t("rotateEffect")}</p>
              {previousValid && <p className="mt-2 font-semibold text-ink">{t("rotateEnds")}</p>}
            </>
          }
          action={t("rotate")}
          cancel={t("keep")}
          onConfirm={async () => {
            const refused = await ask(rotate);
            if (!refused) toast(t("done"));
            return refused;
          }}
        />
      </div>
    </div>
  );
}

/** Gets the secret; where a fresh sign-in is missing, goes there and comes back. */
function useSecretAction(region: string, onSecret: (secret: string) => void) {
  const send = useSend();
  const reachable = useReachable();
  const router = useRouter();
  const path = usePathname();
  return async (action: SecretAction): Promise<string | undefined> => {
    const state = await send(reachable(action), { region });
    if (state.status === "ok") onSecret(state.data.secret);
    if (state.status === "failed" && state.code === "sign-in-again")
      router.push(`/sign-in/again?callbackUrl=${encodeURIComponent(path)}`);
    return problemOf(state);
  };
}
