import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { orNull } from "@/app/_server/found";
import { choosableRoles, heldBy, namespaceRegionsOf } from "@/app/_server/held";
import { listHref, listQueryOf } from "@/app/_server/list-query";
import type { PageOf } from "@/app/_server/page-props";
import { policyActions } from "@/app/_server/policy-actions";
import { policyRow } from "@/app/_server/rows";
import { requireActor } from "@/app/_server/session";
import { DeleteNamespace } from "@/components/delete-namespace";
import { NamespaceAccess } from "@/components/namespace-access";
import { NamespaceFacts } from "@/components/namespace-facts";
import { PageHeader } from "@/components/page-header";
import { mayReadAccount } from "@/lib/services/actor";
import { listNamespacePolicies } from "@/lib/services/namespace-policies";
import { suggestPolicySubjects } from "@/lib/services/policy-subjects";
import { deleteNamespaceAction } from "../../actions";
import { namespaceOf } from "./namespace";

type Props = PageOf<{ region: string; name: string }>;

/** One namespace in one region: its registry path, and who can do what in it. */
export default async function NamespacePage({ params, searchParams }: Props) {
  const actor = await requireActor();
  const { region: regionName, name } = await params;
  const place = await namespaceOf(regionName, name);
  if (!place) notFound();
  const { region, regions, namespace, all } = place;
  const query = listQueryOf(await searchParams);
  const [t, page, subjects, held, customRoles, manageable] = await Promise.all([
    getTranslations("namespaces"),
    orNull(listNamespacePolicies(actor, namespace, query)),
    actor.role === "auditor" ? [] : suggestPolicySubjects(actor, ""),
    heldBy(actor),
    choosableRoles(actor),
    namespaceRegionsOf(actor, regions, "delete"),
  ]);
  const here = `/namespaces/${region.id}/${name}`;
  const hrefOf = (cursor: string | null | undefined) =>
    cursor ? listHref(here, { ...query, cursor }) : undefined;
  return (
    <>
      <PageHeader
        title={name}
        crumbs={[{ label: t("title"), href: "/namespaces" }]}
        actions={
          manageable.includes(region.id) && (
            <DeleteNamespace
              name={name}
              region={region.id}
              policyCount={namespace.policyCount}
              action={deleteNamespaceAction}
              leadsTo="/namespaces"
            />
          )
        }
      />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1.6fr)_minmax(0,1fr)]">
        <NamespaceAccess
          name={name}
          region={region.id}
          // A member finds policies of own service IDs alone.
          policies={page?.items.map((policy) => policyRow(actor, policy, actor.role === "member")) ?? null}
          total={page?.total ?? 0}
          search={query.q}
          previous={hrefOf(page?.previous)}
          next={hrefOf(page?.next)}
          seesAll={mayReadAccount(actor)}
          subjects={subjects}
          actions={policyActions}
          context={{ regions, namespaces: [...new Set(all.map((one) => one.name))], customRoles, held }}
        />
        <NamespaceFacts namespace={namespace} region={region} />
      </div>
    </>
  );
}
