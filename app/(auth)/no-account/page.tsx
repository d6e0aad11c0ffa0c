import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { signOutAction } from "@/app/_server/account-actions";
import { requireSession } from "@/app/_server/session";
import { SubmitButton } from "@/components/ui/button";
import { AuthPanel } from "../auth-panel";

/** Someone whose last membership ended. */
export default async function NoAccountPage() {
  const { user, accounts } = await requireSession();
  if (accounts.length > 0) redirect("/home");
  const t = await getTranslations("sign-in.noAccount");
  return (
    <AuthPanel title={t("title")} crumb={t("crumb")}>
      <p className="text-ink-2">{t("text", { email: user.email })}</p>
      <form action={signOutAction}>
        <SubmitButton>{t("signOut")}</SubmitButton>
      </form>
    </AuthPanel>
  );
}
