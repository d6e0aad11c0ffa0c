import { useTranslations } from "next-intl";
import type { Grant } from "@/lib/domain/grant";
import { isPlatformRole, type PlatformRole, registryRoleTitles, serviceRoles } from "@/lib/domain/role";
import { RoleTag } from "./role-tag";
import { TwoLine } from "./ui/two-line";

type Held = Pick<Grant, "roles" | "namespace">;

/** What a row says of someone's access: it doesn't grow with their policies. */
export type Access = {
  /** Roles on images, the highest first. No namespaces: every one of the account. */
  roles: { role: string; namespaces: string[]; count: number }[];
  platform: PlatformRole | null;
};

const rolesShown = 2;
const namesShown = 10;

/** What grants add up to. */
export function accessOf(grants: readonly Held[]): Access {
  const rank = ({ roles }: Held) => serviceRoles.findLastIndex((role) => roles.includes(role));
  const titles = grants.toSorted((a, b) => rank(b) - rank(a)).map(({ roles }) => registryRoleTitles(roles));
  const roles = [...new Set(titles)]
    .filter(Boolean)
    .slice(0, rolesShown)
    .map((role) => {
      const alike = grants.filter(({ roles }) => registryRoleTitles(roles) === role);
      const everywhere = alike.some((grant) => grant.namespace === null);
      const names = everywhere ? [] : [...new Set(alike.flatMap((grant) => grant.namespace ?? []))];
      return { role, namespaces: names.slice(0, namesShown), count: names.length };
    });
  return { roles, platform: grants.flatMap((grant) => grant.roles).find(isPlatformRole) ?? null };
}

/** The highest role first: "Writer on checkout", below it "Reader on base". */
export function AccessSummary({ access: { roles, platform }, none }: { access: Access; none: string }) {
  const lines = roles.map((one) => <RoleTag key={one.role} {...one} />);
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
