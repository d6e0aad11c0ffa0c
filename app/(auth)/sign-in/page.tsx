import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { currentSession, safePath } from "@/app/_server/session";
import { Note } from "@/components/ui/note";
import { runtime } from "@/lib/platform/runtime";
import { AuthPanel, Or } from "../auth-panel";
import { CompanyButton } from "./company-button";
import { errorText } from "./error-text";
import { SignInForm } from "./sign-in-form";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** The door: company sign-in where it is set up, a local account below. */
export default async function SignInPage({ searchParams }: Props) {
  const { callbackUrl, error, email } = await searchParams;
  const after = safePath(callbackUrl);
  if (await currentSession()) redirect(error ? "/profile?error=unavailable" : after);
  const t = await getTranslations("sign-in");
  const company = runtime().config.oidc?.name;
  return (
    <AuthPanel title={t("title")} crumb={t("crumb")} lead={t("lead")} footer={t("noAccess")}>
      {error !== undefined && (
        <Note tone="bad" role="alert">
          {await errorText(error)}
        </Note>
      )}
      {company !== undefined && (
        <>
          <CompanyButton label={t("company", { name: company })} callbackUrl={after} />
          <Or>{t("orLocal")}</Or>
        </>
      )}
      <SignInForm
        callbackUrl={after}
        second={company !== undefined}
        {...(typeof email === "string" && { email: email.slice(0, 254) })}
      />
    </AuthPanel>
  );
}
