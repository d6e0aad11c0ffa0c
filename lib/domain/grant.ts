import { canonicalJson } from "./audit-event";
import { type Condition, conditionHolds } from "./condition";
import { describeCondition } from "./condition-words";
import { patternCovers } from "./pattern";
import {
  actionsOfRole,
  type HeldRole,
  isRegistryRole,
  type RegistryAction,
  type RoleAction,
  registryActions,
  rolesAllow,
} from "./role";

/** A policy as seen by the rules; null means every (region, namespace of the account, repository). */
export type Grant = {
  policyId: string;
  roles: HeldRole[];
  /** Region id. */
  region: string | null;
  namespace: string | null;
  /** Matches the path after the namespace. */
  repositoryPattern: string | null;
  /** Holds only then; absent: always. */
  condition?: Condition | null;
};

/** Those of the grants that hold at that instant. */
export function grantsAt(grants: readonly Grant[], now: Date): Grant[] {
  return grants.filter(({ condition }) => !condition || conditionHolds(condition, now));
}

/**
 * Whether `wanted` gives at most what is held, action by action; each action by one held grant that reaches
 * at least as far and whenever it holds. Conservative: two regional grants don't add up to one for every
 * region, and what is held at times gives nothing but for the very same times. Listing isn't
 * measured: the registry protocol can't tell it from pulling, and people see their account's namespaces
 * anyway, so who holds Writer may give Reader.
 */
export function covers(held: readonly Grant[], wanted: Grant, administrator: boolean): boolean {
  if (administrator) return true;
  const reaching = held.filter(
    (grant) =>
      (grant.region === null || grant.region === wanted.region) &&
      (grant.namespace === null || grant.namespace === wanted.namespace) &&
      (grant.repositoryPattern === null ||
        (wanted.repositoryPattern !== null &&
          patternCovers(grant.repositoryPattern, wanted.repositoryPattern))) &&
      (!grant.condition || sameCondition(grant.condition, wanted.condition)),
  );
  return wanted.roles
    .flatMap(actionsOfRole)
    .filter((action) => !listing.has(action))
    .every((action) => reaching.some((grant) => rolesAllow(grant.roles, action)));
}

function sameCondition(one: Condition, other: Condition | null | undefined): boolean {
  return Boolean(other) && canonicalJson(one.rule) === canonicalJson(other?.rule);
}

const listing: ReadonlySet<RoleAction> = new Set(["image.list", "image.inspect", "namespace.list"]);

/** What is done to a namespace as a whole. */
export type NamespaceChange = "create" | "delete";

/**
 * Namespaces are created and deleted by administrators and by a Manager without a namespace restriction; by an account's
 * own role as far as it has the action.
 */
export function canManageNamespaces(
  grants: readonly Grant[],
  administrator: boolean,
  region: string,
  change: NamespaceChange,
): boolean {
  return (
    administrator ||
    grants.some((grant) => managesNamespaces(grant, change) && (grant.region ?? region) === region)
  );
}

/**
 * What a grant does and what it doesn't, as two half sentences for "Writer on checkout: … . …". Grants add up: what
 * `others` of the same identity do, isn't said to be lacking.
 */
export function describeGrant(
  grant: Grant,
  locale: "en" | "de",
  others: readonly Grant[] = [],
): { can: string; cannot: string } {
  const words = locale === "de" ? german : english;
  const allows = (action: RoleAction) => rolesAllow(grant.roles, action);
  const can: string[] = [];
  const onImagesHere = registryActions.filter((action) => allows(`image.${action}`));
  if (onImagesHere.length > 0) can.push(words.images(onImagesHere));
  const changes = (["create", "delete"] as const).filter((change) => managesNamespaces(grant, change));
  if (changes.length > 0) can.push(words.namespaces[changes.length === 2 ? "both" : (changes[0] ?? "both")]);
  if (allows("platform.administer")) can.push(words.administers);
  else if (allows("platform.view")) can.push(words.views);
  if (can.length === 0 && (allows("image.list") || allows("image.inspect"))) can.push(words.listsImages);
  if (can.length === 0) can.push(allows("namespace.list") ? words.listsNamespaces : words.nothing);

  const cannot: string[] = [];
  const all = [grant, ...others];
  const onImages = all.filter(({ roles }) => roles.some(isRegistryRole));
  const having = (action: RegistryAction) =>
    onImages.filter(({ roles }) => rolesAllow(roles, `image.${action}`));
  const lacking = registryActions.filter((action) => !having(action).some((one) => meets(one, grant)));
  const elsewhere = lacking.some((action) => having(action).length > 0);
  if (lacking.length > 0) cannot.push(words.noImages(lacking, elsewhere));
  if (onImages.length > 0) {
    if (!all.some((one) => managesNamespaces(one, "create"))) cannot.push(words.noNamespaces);
    const limit = limitOf(onImages);
    if (limit) cannot.push(words.reach[limit]);
  }
  const administers = all.some(({ roles }) => rolesAllow(roles, "platform.administer"));
  if ((onImages.length === 0 || cannot.length === 0) && !administers) cannot.push(words.noAdministration);
  if (cannot.length === 0) cannot.push(words.reach.accounts);
  const when = grant.condition ? words.only(describeCondition(grant.condition, locale)) : "";
  return { can: join(can, words.and) + when, cannot: words.cannot(join(cannot, words.or)) };
}

/** Whether there is a place that both may reach. */
function meets(a: Grant, b: Grant): boolean {
  return (["region", "namespace"] as const).every(
    (part) => a[part] === null || b[part] === null || a[part] === b[part],
  );
}

/** The narrowest bound that all of them keep; null when they reach the whole account. */
function limitOf(grants: readonly Grant[]): "repositories" | "others" | "regions" | null {
  const all = (part: "repositoryPattern" | "namespace" | "region") =>
    grants.every((grant) => grant[part] !== null);
  if (all("repositoryPattern") && new Set(grants.map(({ namespace }) => namespace)).size === 1)
    return "repositories";
  return all("namespace") ? "others" : all("region") ? "regions" : null;
}

function managesNamespaces(grant: Grant, change: NamespaceChange): boolean {
  return (
    grant.namespace === null &&
    grant.repositoryPattern === null &&
    rolesAllow(grant.roles, `namespace.${change}`)
  );
}

function join(parts: readonly string[], last: string): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")}${last}${parts.at(-1)}`;
}

type Actions = readonly RegistryAction[];

const english = {
  images: (actions: Actions) =>
    `${join(
      actions.map((one) => `${one === "push" ? "pushe" : one}s`),
      " and ",
    )} images`,
  namespaces: {
    both: "creates and deletes namespaces",
    create: "creates namespaces",
    delete: "deletes namespaces",
  },
  listsImages: "lists images",
  listsNamespaces: "lists namespaces",
  nothing: "gives nothing here",
  views: "reads usage and audit",
  administers: "manages access, reads usage and audit",
  noImages: (actions: Actions, there: boolean) => `${join(actions, " or ")} images${there ? " there" : ""}`,
  noNamespaces: "create namespaces",
  noAdministration: "manage access",
  reach: {
    repositories: "reach other repositories",
    others: "reach others",
    regions: "reach other regions",
    accounts: "reach other accounts",
  },
  and: ", ",
  or: " or ",
  cannot: (parts: string) => `can't ${parts}`,
  only: (times: string) => `, only ${times}`,
};

const germanVerbs = {
  pull: ["zieht", "ziehen"],
  push: ["schiebt", "schieben"],
  delete: ["löscht", "löschen"],
} as const;

const german: typeof english = {
  images: (actions) =>
    `${join(
      actions.map((one) => germanVerbs[one][0]),
      " und ",
    )} Images`,
  namespaces: {
    both: "legt Namensräume an und löscht sie",
    create: "legt Namensräume an",
    delete: "löscht Namensräume",
  },
  listsImages: "listet Images auf",
  listsNamespaces: "listet Namensräume auf",
  nothing: "gibt hier nichts",
  views: "liest Nutzung und Audit",
  administers: "verwaltet Zugriff, liest Nutzung und Audit",
  noImages: (actions, there) =>
    `${there ? "dort " : ""}keine Images ${join(
      actions.map((one) => germanVerbs[one][1]),
      " oder ",
    )}`,
  noNamespaces: "keine Namensräume anlegen",
  noAdministration: "keinen Zugriff verwalten",
  reach: {
    repositories: "keine anderen Repositorys erreichen",
    others: "keine anderen erreichen",
    regions: "keine anderen Regionen erreichen",
    accounts: "keine anderen Konten erreichen",
  },
  and: ", ",
  or: " und ",
  cannot: (parts) => `kann ${parts}`,
  only: (times) => `, nur ${times}`,
};
