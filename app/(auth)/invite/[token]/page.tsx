import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { signOutAction } from "@/app/_server/account-actions";
import { currentSession } from "@/app/_server/session";
import { SubmitButton } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Note } from "@/components/ui/note";
import { runtime } from "@/lib/platform/runtime";
import { type FoundInvitation, findInvitation } from "@/lib/services/invitation-acceptance";
import type { SignedIn } from "@/lib/services/sessions";
import { AuthPanel, Or } from "../../auth-panel";
import { CompanyButton } from "../../sign-in/company-button";
import { AcceptForm } from "./accept-form";
import { JoinForm } from "./join-form";

type Props = { params: Promise<{ token: string }> };

export const metadata: Metadata = { referrer: "no-referrer" };

/** Where a one-time link leads: a new person, someone who is here already, or a sentence on why it's over. */
export default async function InvitationPage({ params }: Props) {
  const { token } = await params;
  const [invitation, session] = await Promise.all([findInvitation(token), currentSession()]);
  const t = await getTranslations("sign-in.invitation");
  if (invitation?.state !== "open") {
    // Company sign-in has just taken it up on the way back here.
    if (invitation?.state === "used" && session?.accounts.some(({ id }) => id === invitation.accountId))
      redirect("/home");
    return (
      <AuthPanel title={t("overTitle")} crumb={t("crumb")}>
        <p className="text-ink-2">{t(`over.${invitation?.state ?? "unknown"}`)}</p>
        <div className="flex">
          <ButtonLink href={session ? "/home" : "/sign-in"}>
            {t(session ? "toPortal" : "toSignIn")}
          </ButtonLink>
        </div>
      </AuthPanel>
    );
  }
  const { accountName, role, invitedBy } = invitation;
  return (
    <AuthPanel
      title={t("title", { account: accountName })}
      crumb={t("crumb")}
      lead={t("lead", { role: t(`roles.${role}`), inviter: invitedBy || t("someone") })}
    >
      <Ways token={token} invitation={invitation} session={session} />
    </AuthPanel>
  );
}

async function Ways({
  token,
  invitation,
  session,
}: {
  token: string;
  invitation: FoundInvitation;
  session: SignedIn | null;
}) {
  const { email, personExists } = invitation;
  const t = await getTranslations("sign-in.invitation");
  const company = runtime().config.oidc?.name;
  const here = `/invite/${token}`;

  if (session?.user.email === email)
    return <JoinForm token={token} label={t("join", { account: invitation.accountName })} />;
  if (session)
    return (
      <>
        <Note tone="warn">{t("otherPerson", { email, other: session.user.email })}</Note>
        <form action={signOutAction}>
          <SubmitButton>{t("signOut")}</SubmitButton>
        </form>
      </>
    );
  const companyButton = company !== undefined && (
    <CompanyButton label={t("company", { name: company })} callbackUrl={here} />
  );
  if (personExists)
    return (
      <>
        <p className="text-ink-2">{t("known", { email })}</p>
        <ButtonLink
          variant="primary"
          size="l"
          href={`/sign-in?email=${encodeURIComponent(email)}&callbackUrl=${encodeURIComponent(here)}`}
        >
          {t("signIn")}
        </ButtonLink>
      </>
    );
  return (
    <>
      {companyButton}
      {companyButton && <Or>{t("orLocal")}</Or>}
      <AcceptForm token={token} email={email} second={Boolean(companyButton)} />
    </>
  );
}
