import { describeCondition } from "./condition-words";
import { type Grant, managesNamespaces } from "./grant";
import { isRegistryRole, type RegistryAction, type RoleAction, registryActions, rolesAllow } from "./role";

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
