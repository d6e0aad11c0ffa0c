import { getTranslations } from "next-intl/server";
import { orNull } from "@/app/_server/found";
import { grantOf } from "@/app/_server/held";
import { type Need, NeedsYou, needsShown } from "@/components/needs-you";
import { ErrorState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { serviceIdOfIamId } from "@/lib/domain/identifiers";
import { runtime } from "@/lib/platform/runtime";
import type { Actor } from "@/lib/services/actor";
import type { PolicyView } from "@/lib/services/policies";
import { excessPolicies } from "@/lib/services/policy-excess";
import { denialsByCause } from "@/lib/services/usage-denials";
import { ownKeys, ownPolicies } from "./own";

const dayMs = 86_400_000;

/** Keys that end or ended lately, denials of the last day, policies beyond their giver. */
export async function NeedsYouSection({ actor }: { actor: Actor }) {
  const t = await getTranslations("home.needsYou");
  const needs = await orNull(load(actor));
  if (!needs)
    return (
      <Panel title={t("title")}>
        <ErrorState>{t("failed")}</ErrorState>
      </Panel>
    );
  return <NeedsYou {...needs} />;
}

type Needs = { needs: Need[]; count: number };

async function load(actor: Actor): Promise<Needs> {
  const [keys, excess] = await Promise.all([ofKeys(actor), ofPolicies(actor)]);
  return { needs: [...keys, ...excess.needs], count: keys.length + excess.count };
}

async function ofKeys(actor: Actor): Promise<Need[]> {
  const { items: keys } = await ownKeys(actor);
  const from = new Date(runtime().clock.now().getTime() - dayMs);
  const causes = await denialsByCause(actor, { from }, 100);
  const nameOf = (key: (typeof keys)[number]) => ({
    keyId: key.id,
    keyName: key.name,
    serviceId: key.owner.kind === "service-id" ? { id: key.owner.id, name: key.owner.name } : null,
  });
  const ending = keys.flatMap((key): Need[] =>
    key.expiresAt && (key.status === "expiring" || key.status === "expired")
      ? [{ kind: key.status, at: key.expiresAt, lastAuthn: key.activity.lastAuthn, ...nameOf(key) }]
      : [],
  );
  const denied = keys.flatMap((key): Need[] => {
    const own = causes.filter(({ newest }) => newest.apikey_id === key.id);
    const newest = own[0]?.newest;
    if (!newest) return [];
    const count = own.reduce((sum, cause) => sum + cause.count, 0);
    const action = (newest.detail as { action?: string } | null)?.action ?? null;
    return [{ kind: "denied", count, action, repository: newest.repository, ...nameOf(key) }];
  });
  const soonest = ending.sort((a, b) => endOf(a) - endOf(b));
  return [
    ...soonest.filter(({ kind }) => kind === "expiring"),
    ...denied,
    ...soonest.filter(({ kind }) => kind === "expired"),
  ];
}

const endOf = (need: Need) => ("at" in need ? need.at.getTime() : 0);

/** Those of own service IDs; an administrator decides about all of them, and sees the oldest. */
async function ofPolicies(actor: Actor): Promise<Needs> {
  if (actor.role === "administrator") {
    const { count, oldest } = await excessPolicies(actor, needsShown);
    return { needs: oldest.flatMap(needOf), count };
  }
  const needs = (await ownPolicies(actor)).flatMap(needOf);
  return { needs, count: needs.length };
}

const needOf = (policy: PolicyView): Need[] => {
  const id = serviceIdOfIamId(policy.subject.id);
  if (!policy.excess || !id) return [];
  return [{ kind: "excess", serviceId: { id, name: policy.subject.name }, grant: grantOf(policy) }];
};
