/** The pages of the portal that the navigation can show, by their path. */
export type NavPage =
  | "home"
  | "service-ids"
  | "api-keys"
  | "login-commands"
  | "namespaces"
  | "guide"
  | "api-reference"
  | "usage"
  | "denials"
  | "keys"
  | "alerts"
  | "audit"
  | "people"
  | "settings"
  | "regions"
  | "accounts"
  | "site-settings";

export type NavGroup = {
  group: "access" | "insight" | "oversight" | "account" | "site";
  pages: readonly NavPage[];
};

/** Every group in its order. Access comes first and carries no heading. */
export const navGroups: readonly NavGroup[] = [
  {
    group: "access",
    pages: ["home", "service-ids", "api-keys", "login-commands", "namespaces", "guide", "api-reference"],
  },
  { group: "insight", pages: ["usage", "denials"] },
  { group: "oversight", pages: ["keys", "audit", "alerts"] },
  { group: "account", pages: ["people", "settings"] },
  { group: "site", pages: ["regions", "accounts", "site-settings"] },
];

type Reader = { role: "administrator" | "auditor" | "member"; siteAdministrator: boolean };

/** The pages this person may open, among those that exist. The pages themselves decide; this only hides. */
export function pagesFor({ role, siteAdministrator }: Reader): NavPage[] {
  return [
    "home",
    "service-ids",
    "api-keys",
    "login-commands",
    "namespaces",
    "guide",
    "api-reference",
    "usage",
    "denials",
    "alerts",
    ...(role === "member" ? [] : (["keys", "audit", "people"] as const)),
    ...(role === "administrator" ? (["settings"] as const) : []),
    ...(siteAdministrator ? (["regions", "accounts", "site-settings"] as const) : []),
  ];
}
