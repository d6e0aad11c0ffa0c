import { useTranslations } from "next-intl";
import type { Grant } from "@/lib/domain/grant";
import { isPlatformRole, registryRoleTitles, serviceRoles } from "@/lib/domain/role";
import { RoleTag } from "./role-tag";
import { TwoLine } from "./ui/two-line";

export type Held = Pick<Grant, "roles" | "namespace">;

/** What grants add up to, the highest role first: "Writer on checkout", below it "Reader on base". */
export function AccessSummary({ grants, none }: { grants: readonly Held[]; none: string }) {
  const rank = ({ roles }: Held) => serviceRoles.findLastIndex((role) => roles.includes(role));
  const titles = grants.toSorted((a, b) => rank(b) - rank(a)).map(({ roles }) => registryRoleTitles(roles));
  const lines = [...new Set(titles)].filter(Boolean).map((role) => {
    const alike = grants.filter(({ roles }) => registryRoleTitles(roles) === role);
    const everywhere = alike.some((grant) => grant.namespace === null);
    const names = everywhere ? [] : [...new Set(alike.flatMap((grant) => grant.namespace ?? []))];
    return <RoleTag key={role} role={role} namespaces={names} />;
  });
  const platform = grants.flatMap((grant) => grant.roles).find(isPlatformRole);
  if (lines.length === 0)
    return platform ? <b className="font-semibold">{platform}</b> : <NoAccess>{none}</NoAccess>;
  return <TwoLine title={lines[0]} sub={lines[1]} />;
}

function NoAccess({ children }: { children: string }) {
  const t = useTranslations("policies.empty");
  return (
    <span className="text-ink-3" title={t("reader")}>
      {children}
    </span>
  );
}
