import { getTranslations } from "next-intl/server";
import { orNull } from "@/app/_server/found";
import { grantsOf, heldBy } from "@/app/_server/held";
import { keyActions } from "@/app/_server/key-actions";
import { keyRows } from "@/app/_server/rows";
import { accessOf } from "@/components/access-summary";
import type { AccessEntry } from "@/components/access-table";
import { AccessTable } from "@/components/access-table-later";
import type { KeyRow } from "@/components/key-row";
import { ErrorState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import type { Grant } from "@/lib/domain/grant";
import type { Actor } from "@/lib/services/actor";
import { ownKeys, ownPolicies, ownServiceIds } from "./own";

/** The person's service IDs with their keys, and their own keys. */
export async function TableSection({ actor }: { actor: Actor }) {
  const t = await getTranslations("home.table");
  const loaded = await orNull(load(actor));
  if (!loaded)
    return (
      <Panel title={t("title")}>
        <ErrorState>{t("failed")}</ErrorState>
      </Panel>
    );
  return (
    <AccessTable
      entries={loaded.entries}
      actions={keyActions}
      truncated={loaded.truncated}
      empty={t(actor.role === "auditor" ? "emptyAuditor" : "empty")}
    />
  );
}

async function load(actor: Actor): Promise<{ entries: AccessEntry[]; truncated: boolean }> {
  const [serviceIds, page, policies, held] = await Promise.all([
    ownServiceIds(actor),
    ownKeys(actor),
    ownPolicies(actor),
    heldBy(actor),
  ]);
  const rows = await keyRows(actor, page.items);
  const services = serviceIds.map((serviceId) => ({
    serviceId: { id: serviceId.id, name: serviceId.name },
    access: accessOf(grantsOf(policies.filter(({ subject }) => subject.id === serviceId.iamId))),
    keys: rows.filter(({ owner }) => owner.id === serviceId.id).sort(byUse),
    since: serviceId.createdAt,
  }));
  const own = rows
    .filter(({ owner }) => owner.kind === "user")
    .map((row) => ({
      serviceId: null,
      access: accessOf(held.administrator ? [everything] : held.grants),
      keys: [row],
      since: row.createdAt,
    }));
  const entries = [...services, ...own].sort((a, b) => latest(b) - latest(a));
  return { entries, truncated: page.next !== null };
}

const everything: Grant = {
  policyId: "administrator",
  roles: ["Manager"],
  region: null,
  namespace: null,
  repositoryPattern: null,
};

const byUse = (a: KeyRow, b: KeyRow) =>
  (b.lastAuthn ?? b.createdAt).getTime() - (a.lastAuthn ?? a.createdAt).getTime();

/** The last use of an entry; what was never used counts by when it was made. */
const latest = ({ keys, since }: { keys: readonly KeyRow[]; since: Date }) =>
  Math.max(since.getTime(), ...keys.map(({ lastAuthn, createdAt }) => (lastAuthn ?? createdAt).getTime()));
