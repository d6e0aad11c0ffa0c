import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { found } from "@/app/_server/found";
import { requireActor } from "@/app/_server/session";
import { PageHeader } from "@/components/page-header";
import { isAdministrator } from "@/lib/services/actor";
import { listInvitations } from "@/lib/services/invitations";
import { listPeople } from "@/lib/services/people";
import { InvitationsPanel } from "./invitations-panel";
import { Invite } from "./invite";
import { PeoplePanel } from "./people-panel";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people"))("title") };
}

/** Who belongs to the account, with which role, and who was invited. Auditors read it. */
export default async function PeoplePage() {
  const actor = await requireActor();
  const [people, invitations] = await found(Promise.all([listPeople(actor), listInvitations(actor)]));
  const t = await getTranslations("people");
  const manages = isAdministrator(actor);
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} actions={manages && <Invite />} />
      <div className="flex flex-col gap-4">
        {invitations.length > 0 && <InvitationsPanel invitations={invitations} manages={manages} />}
        <PeoplePanel
          people={people}
          self={actor.iamId}
          manages={manages}
          managesSite={actor.siteAdministrator}
        />
      </div>
    </>
  );
}
