import type { Condition } from "./condition";
import { describeCondition } from "./condition-words";
import type { ServiceRole } from "./role";

export type DenialCode =
  | "no-namespace"
  | "no-slash"
  | "role-too-low"
  | "no-policy"
  | "wrong-region"
  | "repository-not-covered"
  | "other-time"
  | "catalog"
  | "unsupported-type";

/** Which rule decided against a scope, as data: the usage record keeps it for the owner's explanation. */
export type DenialReason = {
  code: DenialCode;
  /** Region id of the request. */
  region: string;
  /** First segment of the repository; the whole name where it has no `/`; null for other types. */
  namespace: string | null;
  /** The scope's whole name. */
  repository: string;
  /** The first action asked for and not held. */
  action: string;
  /** The service role, and what the account's own roles are called. */
  heldRole?: string;
  neededRole?: ServiceRole;
  /** Region ids in which policies do cover it. */
  coveredRegions?: string[];
  /** The policies that came nearest and still fell short; none where there was none. */
  policyIds?: string[];
  /** When the policy that would suffice holds. */
  condition?: Condition;
};

/** The reason in a usage row's `detail`; null where no policy decided. */
export function denialReasonOf(detail: unknown): DenialReason | null {
  const code = (detail as { code?: unknown } | null)?.code;
  return typeof code === "string" && Object.hasOwn(english, code === "no-slash" ? "no-namespace" : code)
    ? (detail as DenialReason)
    : null;
}

type Locale = "en" | "de";

/**
 * One sentence: which rule decided, and what to do. Clients print it as it is.
 * An unregistered namespace, a foreign one and a name without `/` read the same, so that nobody
 * learns what other accounts have.
 */
export function denialSentence(reason: DenialReason, locale: Locale): string {
  return (locale === "de" ? german : english)[sentenceCode(reason)](fields(reason, locale));
}

type Fields = ReturnType<typeof fields>;
type SentenceCode = Exclude<DenialCode, "no-slash">;

const english: Record<SentenceCode, (reason: Fields) => string> = {
  "no-namespace": (r) =>
    `There is no namespace ${r.namespace} in ${r.region} for this account: ${
      r.regions
        ? `its policies name ${r.namespace} in ${r.regions}, so use the registry there.`
        : "check the name (NAMESPACE/REPOSITORY) and the region, or have the namespace created there."
    }`,
  "role-too-low": (r) =>
    `The role on ${r.namespace} in ${r.region} is ${r.held}, ${r.action} needs ${r.needed}: request ${r.needed} on ${r.namespace}.`,
  "no-policy": (r) =>
    `No policy gives access to namespace ${r.namespace} in ${r.region}: request ${r.needed} on ${r.namespace}.`,
  "wrong-region": (r) =>
    `Policies on ${r.namespace} hold in ${r.regions}, not in ${r.region}: use the registry there, or request ${r.needed} in ${r.region}.`,
  "repository-not-covered": (r) =>
    `Policies on ${r.namespace} in ${r.region} don't cover the repository ${r.repository}: request ${r.needed} on it.`,
  "other-time": (r) =>
    `The policy on ${r.namespace} in ${r.region} holds only ${r.times}: ${r.action} then, or request ${r.needed} for other times.`,
  catalog: () =>
    "Listing all repositories is denied to everyone, since it would show those of other accounts: name the repository instead.",
  "unsupported-type": (r) =>
    `Nothing but pull, push and delete on repositories can be granted, so ${r.action} on ${r.repository} can't: ask for one of these.`,
};

const german: Record<SentenceCode, (reason: Fields) => string> = {
  "no-namespace": (r) =>
    `Es gibt keinen Namensraum ${r.namespace} in ${r.region} für dieses Konto: ${
      r.regions
        ? `die Richtlinien nennen ${r.namespace} in ${r.regions}, also die Registry dort verwenden.`
        : "Namen (NAMENSRAUM/REPOSITORY) und Region prüfen oder den Namensraum dort anlegen lassen."
    }`,
  "role-too-low": (r) =>
    `Die Rolle für ${r.namespace} in ${r.region} ist ${r.held}, ${r.action} braucht ${r.needed}: ${r.needed} für ${r.namespace} beantragen.`,
  "no-policy": (r) =>
    `Keine Richtlinie gibt Zugriff auf den Namensraum ${r.namespace} in ${r.region}: ${r.needed} für ${r.namespace} beantragen.`,
  "wrong-region": (r) =>
    `Die Richtlinien für ${r.namespace} gelten in ${r.regions}, nicht in ${r.region}: die Registry dort verwenden oder ${r.needed} in ${r.region} beantragen.`,
  "repository-not-covered": (r) =>
    `Die Richtlinien für ${r.namespace} in ${r.region} decken das Repository ${r.repository} nicht ab: ${r.needed} dafür beantragen.`,
  "other-time": (r) =>
    `Die Richtlinie für ${r.namespace} in ${r.region} gilt nur ${r.times}: ${r.action} dann ausführen oder ${r.needed} für andere Zeiten beantragen.`,
  catalog: () =>
    "Alle Repositorys auflisten darf niemand, weil es die anderer Konten zeigen würde: stattdessen das Repository nennen.",
  "unsupported-type": (r) =>
    `Nur Pull, Push und Delete auf Repositorys lassen sich erlauben, ${r.action} auf ${r.repository} also nicht: eines davon anfordern.`,
};

function sentenceCode(reason: DenialReason): SentenceCode {
  return reason.code === "no-slash" ? "no-namespace" : reason.code;
}

function fields(reason: DenialReason, locale: Locale) {
  const action = reason.action;
  return {
    region: reason.region,
    namespace: reason.namespace ?? reason.repository,
    repository: reason.repository,
    action:
      locale === "de"
        ? action.replace(/^(p|d)(?=ull$|ush$|elete$)/, (letter) => letter.toUpperCase())
        : action,
    held: reason.heldRole ?? "Reader",
    needed: reason.neededRole ?? "Reader",
    regions: reason.coveredRegions?.join(", ") ?? "",
    times: reason.condition ? describeCondition(reason.condition, locale) : "",
  };
}
