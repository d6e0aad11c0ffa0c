import { getTranslations } from "next-intl/server";
import { setLocale } from "@/app/_server/preferences";
import { requireActor, requireSession } from "@/app/_server/session";
import { ChangePasswordForm } from "@/app/(auth)/change-password/change-password-form";
import { CompanyButton } from "@/app/(auth)/sign-in/company-button";
import { errorText } from "@/app/(auth)/sign-in/error-text";
import { LanguageSwitch } from "@/components/language-switch";
import { PageHeader } from "@/components/page-header";
import { ThemeMenu } from "@/components/theme-switch";
import { ButtonLink } from "@/components/ui/button-link";
import { CopyButton } from "@/components/ui/copy-button";
import { Note } from "@/components/ui/note";
import { KeyValues, Panel } from "@/components/ui/panel";
import { runtime } from "@/lib/platform/runtime";
import { signedInRecently } from "@/lib/services/recent-sign-in";
import { listSessions } from "@/lib/services/sessions";
import { AlertsPanel } from "./alerts-panel";
import { NameForm } from "./name-form";
import { SessionsPanel } from "./sessions-panel";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** One's own name, ways to sign in, sessions. */
export default async function ProfilePage({ searchParams }: Props) {
  const actor = await requireActor();
  const { user } = await requireSession();
  const [{ error, connected }, sessions, t] = await Promise.all([
    searchParams,
    listSessions(actor),
    getTranslations("profile"),
  ]);
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <div className="flex flex-col gap-4">
        {error !== undefined && (
          <Note tone="bad" role="alert">
            {await errorText(error)}
          </Note>
        )}
        {connected !== undefined && user.hasCompanySignIn && (
          <Note tone="ok" role="status">
            {t("company.done")}
          </Note>
        )}
        <div className="grid items-start gap-4 lg:grid-cols-2">
          <Panel title={t("you")} padded>
            <NameForm name={user.name} />
            <KeyValues
              className="mt-5"
              items={[
                { label: t("email"), value: user.email },
                {
                  label: t("iamId"),
                  value: (
                    <span className="inline-flex items-center gap-1">
                      <code className="mono wrap-anywhere">{user.id}</code>
                      <CopyButton text={user.id} iconOnly size="s" label={t("copyIamId")} />
                    </span>
                  ),
                },
                {
                  label: t("display"),
                  value: (
                    <span className="flex items-center gap-2">
                      <LanguageSwitch action={setLocale} label={t("language")} />
                      <ThemeMenu />
                    </span>
                  ),
                },
              ]}
            />
          </Panel>
          <div className="flex flex-col gap-4">
            {user.hasPassword && (
              <Panel title={t("password")} padded>
                <ChangePasswordForm email={user.email} />
              </Panel>
            )}
            <CompanyPanel connected={user.hasCompanySignIn} fresh={signedInRecently(actor)} />
          </div>
        </div>
        <AlertsPanel actor={actor} email={user.email} />
        <SessionsPanel sessions={sessions} />
      </div>
    </>
  );
}

async function CompanyPanel({ connected, fresh }: { connected: boolean; fresh: boolean }) {
  const name = runtime().config.oidc?.name;
  if (name === undefined) return null;
  const t = await getTranslations("profile.company");
  return (
    <Panel title={t("title")} padded>
      {connected ? (
        <p className="text-ink-2">{t("connected", { name })}</p>
      ) : (
        <div className="flex flex-col items-start gap-3">
          <p className="text-ink-2">{t("text", { name })}</p>
          {fresh ? (
            <CompanyButton
              label={t("connect")}
              callbackUrl="/profile?connected=1"
              intent="connect"
              variant="default"
              size="m"
            />
          ) : (
            <ButtonLink href="/sign-in/again?callbackUrl=/profile">{t("confirmFirst")}</ButtonLink>
          )}
        </div>
      )}
    </Panel>
  );
}
