import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { orNull } from "@/app/_server/found";
import { type ListQuery, listHref, listQueryOf } from "@/app/_server/list-query";
import type { PageOf } from "@/app/_server/page-props";
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
export default async function PeoplePage({ searchParams }: PageOf) {
  const actor = await requireActor();
  if (!mayReadAccount(actor)) notFound();
  const query = listQueryOf(await searchParams);
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
        <Lists actor={actor} query={query} />
      </Suspense>
    </>
  );
}

async function Lists({ actor, query }: { actor: Actor; query: ListQuery }) {
  const [page, invitations] = await Promise.all([orNull(listPeople(actor, query)), listInvitations(actor)]);
  const manages = isAdministrator(actor);
  const hrefOf = (cursor: string | null | undefined) =>
    cursor ? listHref("/people", { ...query, cursor }) : undefined;
  return (
    <div className="flex flex-col gap-4">
      {invitations.length > 0 && <InvitationsPanel invitations={invitations} manages={manages} />}
      <PeoplePanel
        people={page?.items ?? null}
        total={page?.total ?? 0}
        search={query.q}
        previous={hrefOf(page?.previous)}
        next={hrefOf(page?.next)}
        self={actor.iamId}
        manages={manages}
        managesSite={actor.siteAdministrator}
      />
    </div>
  );
}
