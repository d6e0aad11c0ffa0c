import { getTranslations } from "next-intl/server";
import { requireSession, safePath } from "@/app/_server/session";
import { Note } from "@/components/ui/note";
import { runtime } from "@/lib/platform/runtime";
import { AuthPanel, Or } from "../../auth-panel";
import { CompanyButton } from "../company-button";
import { errorText } from "../error-text";
import { ConfirmForm } from "./confirm-form";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Proof of who is at the keyboard, before something dangerous. */
export default async function SignInAgainPage({ searchParams }: Props) {
  const { callbackUrl, error } = await searchParams;
  const { user } = await requireSession();
  const t = await getTranslations("sign-in.again");
  const company = user.hasCompanySignIn ? runtime().config.oidc?.name : undefined;
  const after = safePath(callbackUrl);
  return (
    <AuthPanel title={t("title")} crumb={t("crumb")} lead={t("lead", { name: user.name })}>
      {error !== undefined && (
        <Note tone="bad" role="alert">
          {await errorText(error)}
        </Note>
      )}
      {company !== undefined && (
        <CompanyButton label={t("company", { name: company })} callbackUrl={after} intent="again" />
      )}
      {company !== undefined && user.hasPassword && <Or>{t("or")}</Or>}
      {user.hasPassword && (
        <ConfirmForm email={user.email} callbackUrl={after} second={company !== undefined} />
      )}
    </AuthPanel>
  );
}
