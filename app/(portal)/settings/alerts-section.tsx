import { getTranslations } from "next-intl/server";
import { setAlertHookAction, updateAlertSettingsAction } from "@/app/(portal)/alerts/actions";
import { AlertHooks } from "@/components/alert-hooks";
import { AlertSettingsForm } from "@/components/alert-settings-form";
import { Panel } from "@/components/ui/panel";
import type { Actor } from "@/lib/services/actor";
import { getAlertSettings } from "@/lib/services/alert-settings";

/** Which alerts the account raises, and where they go to. */
export async function AlertsSection({ actor }: { actor: Actor }) {
  const [settings, t] = await Promise.all([getAlertSettings(actor), getTranslations("alerts.settings")]);
  const { webhookHost, slackHost, ...form } = settings;
  return (
    <Panel title={t("title")} padded>
      <AlertSettingsForm settings={form} action={updateAlertSettingsAction} />
      <AlertHooks hosts={{ webhook: webhookHost, slack: slackHost }} action={setAlertHookAction} />
    </Panel>
  );
}
