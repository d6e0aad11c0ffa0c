import { useTranslations } from "next-intl";
import type { Grant } from "@/lib/domain/grant";
import { highestServiceRole, serviceRoles } from "@/lib/domain/role";
import { RoleTag } from "./role-tag";
import { TwoLine } from "./ui/table";

/** What grants add up to, the highest role first: "Writer on checkout", below it "Reader on base". */
export function AccessSummary({ grants, none }: { grants: readonly Grant[]; none: string }) {
  const t = useTranslations("policies");
  const lines = serviceRoles.toReversed().flatMap((role) => {
    const alike = grants.filter((grant) => highestServiceRole(grant.roles) === role);
    if (alike.length === 0) return [];
    const everywhere = alike.some((grant) => grant.namespace === null);
    const names = everywhere ? [] : [...new Set(alike.flatMap((grant) => grant.namespace ?? []))];
    return [<RoleTag key={role} role={role} namespaces={names} />];
  });
  const platform = grants.flatMap((grant) => grant.roles).find((role) => highestServiceRole([role]) === null);
  if (lines.length === 0)
    return platform ? (
      <b className="font-semibold">{platform}</b>
    ) : (
      <span className="text-ink-3" title={t("emptyReader")}>
        {none}
      </span>
    );
  return <TwoLine title={lines[0]} sub={lines[1]} />;
}
