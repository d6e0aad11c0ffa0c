import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { requireActor } from "@/app/_server/session";
import { PageHeader } from "@/components/page-header";
import { Panel } from "@/components/ui/panel";
import { SkeletonRows } from "@/components/ui/skeleton";
import { type Actor, isAdministrator, mayReadAccount } from "@/lib/services/actor";
import { listInvitations } from "@/lib/services/invitations";
import { listPeople } from "@/lib/services/people";
import { InvitationsPanel } from "./invitations-panel";
import { Invite } from "./invite";
import { PeoplePanel } from "./people-panel";

/** Who belongs to the account, with which role, and who was invited. Auditors read it; it isn't there for members. */
export default async function PeoplePage() {
  const actor = await requireActor();
  if (!mayReadAccount(actor)) notFound();
  const [t, common] = await Promise.all([getTranslations("people"), getTranslations("common")]);
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} actions={isAdministrator(actor) && <Invite />} />
      <Suspense
        fallback={
          <Panel title={t("panel")}>
            <SkeletonRows rows={6} columns={5} label={common("loading")} />
          </Panel>
        }
      >
        <Lists actor={actor} />
      </Suspense>
    </>
  );
}

async function Lists({ actor }: { actor: Actor }) {
  const [people, invitations] = await Promise.all([listPeople(actor), listInvitations(actor)]);
  const manages = isAdministrator(actor);
  return (
    <div className="flex flex-col gap-4">
      {invitations.length > 0 && <InvitationsPanel invitations={invitations} manages={manages} />}
      <PeoplePanel
        people={people}
        self={actor.iamId}
        manages={manages}
        managesSite={actor.siteAdministrator}
      />
    </div>
  );
}
