import { getTranslations } from "next-intl/server";
import { AlertHooks } from "@/components/alert-hooks";
import { AlertSettingsForm } from "@/components/alert-settings-form";
import { Panel } from "@/components/ui/panel";
import type { AlertScope } from "@/lib/domain/alert";
import type { Actor } from "@/lib/services/actor";
import { getAlertSettings } from "@/lib/services/alert-settings";
import { setAlertHookAction, updateAlertSettingsAction } from "./actions";

/** Which alerts the account, or the site, raises, and where they go to. */
export async function AlertSettingsSection({ actor, scope }: { actor: Actor; scope: AlertScope }) {
  const [settings, t] = await Promise.all([
    getAlertSettings(actor, scope),
    getTranslations("alerts.settings"),
  ]);
  const { webhookHost, slackHost, ...form } = settings;
  return (
    <Panel title={t("title")} padded>
      <AlertSettingsForm settings={form} scope={scope} action={updateAlertSettingsAction} />
      <AlertHooks
        scope={scope}
        hosts={{ webhook: webhookHost, slack: slackHost }}
        action={setAlertHookAction}
      />
    </Panel>
  );
}
