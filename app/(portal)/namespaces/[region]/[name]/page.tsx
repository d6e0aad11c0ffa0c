import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { choosableRoles, heldBy, namespaceRegionsOf } from "@/app/_server/held";
import type { PageOf } from "@/app/_server/page-props";
import { policyActions } from "@/app/_server/policy-actions";
import { policyRow } from "@/app/_server/rows";
import { requireActor } from "@/app/_server/session";
import { DeleteNamespace } from "@/components/delete-namespace";
import { NamespaceAccess } from "@/components/namespace-access";
import { NamespaceFacts } from "@/components/namespace-facts";
import { PageHeader } from "@/components/page-header";
import { isRegistryRole } from "@/lib/domain/role";
import { mayReadAccount } from "@/lib/services/actor";
import { listPolicies } from "@/lib/services/policies";
import { deleteNamespaceAction } from "../../actions";
import { namespaceOf } from "./namespace";
import { choosableSubjects } from "./subjects";

type Props = PageOf<{ region: string; name: string }>;

/** One namespace in one region: its registry path, and who can do what in it. */
export default async function NamespacePage({ params }: Props) {
  const actor = await requireActor();
  const { region: regionName, name } = await params;
  const place = await namespaceOf(regionName, name);
  if (!place) notFound();
  const { region, regions, namespace, all } = place;
  const [t, policies, subjects, held, customRoles, manageable] = await Promise.all([
    getTranslations("namespaces"),
    listPolicies(actor),
    choosableSubjects(actor),
    heldBy(actor),
    choosableRoles(actor),
    namespaceRegionsOf(actor, regions, "delete"),
  ]);
  const reaching = policies.filter(
    (policy) =>
      policy.roles.some(isRegistryRole) &&
      (policy.region ?? region.id) === region.id &&
      (policy.namespace ?? name) === name,
  );
  const owned = (iamId: string) => subjects.some((subject) => `iam-${subject.id}` === iamId);
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
          policies={reaching.map((policy) => policyRow(actor, policy, owned(policy.subject.id)))}
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
