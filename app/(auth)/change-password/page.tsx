import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { requireSession } from "@/app/_server/session";
import { signedInRecently } from "@/lib/services/recent-sign-in";
import { AuthPanel } from "../auth-panel";
import { ChangePasswordForm } from "./change-password-form";

/** A generated password is good for one sign-in: then the person chooses their own. */
export default async function ChangePasswordPage() {
  const session = await requireSession();
  if (!session.mustChangePassword) redirect("/home");
  if (!signedInRecently(session)) redirect("/sign-in/again?callbackUrl=/change-password");
  const t = await getTranslations("sign-in.changePassword");
  return (
    <AuthPanel title={t("title")} crumb={t("crumb")} lead={t("lead")}>
      <ChangePasswordForm email={session.user.email} generated />
    </AuthPanel>
  );
}
