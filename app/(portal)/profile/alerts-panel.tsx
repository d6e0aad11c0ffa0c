import { getTranslations } from "next-intl/server";
import { setAlertPreferencesAction } from "@/app/(portal)/alerts/actions";
import { AlertMailForm } from "@/components/alert-mail-form";
import { Panel } from "@/components/ui/panel";
import type { Actor } from "@/lib/services/actor";
import { getAlertPreferences } from "@/lib/services/alert-settings";

/** For which alerts the person gets mail. */
export async function AlertsPanel({ actor, email }: { actor: Actor; email: string }) {
  const [{ mail, available }, t] = await Promise.all([
    getAlertPreferences(actor),
    getTranslations("alerts.profile"),
  ]);
  return (
    <Panel title={t("title")} padded>
      {available ? (
        <AlertMailForm email={email} chosen={mail} action={setAlertPreferencesAction} />
      ) : (
        <p className="text-ink-2">{t("unavailable")}</p>
      )}
    </Panel>
  );
}
