import { useTranslations } from "next-intl";
import type { Grant } from "@/lib/domain/grant";
import { roleTitles } from "@/lib/domain/role";
import type { UsageItem } from "@/lib/domain/usage";
import { DenialChange, type DeniedChange } from "./denial-change";
import { DenialSteps } from "./denial-steps";
import { useFormat } from "./use-format";
import { usePlace } from "./use-place";

/** A policy that came near, as it was then. */
export type DeniedRule = {
  grant: Grant;
  group: string | null;
  changed: DeniedChange | null;
  now: "same" | "changed" | "removed";
};

export type DenialRecord = {
  use: UsageItem;
  keyExpiresAt: Date | null;
  rules: readonly DeniedRule[];
  lost: DeniedChange | null;
  keyChange: DeniedChange | null;
};

type DenialDecidedProps = { denial: DenialRecord; auditHref: ((seq: number) => string) | null };

/** The rule that decided, the policies that came near as they were then, and who changed what. */
export function DenialDecided({ denial, auditHref }: DenialDecidedProps) {
  const t = useTranslations("denials");
  const format = useFormat();
  const { use, keyExpiresAt, rules, lost, keyChange } = denial;
  // What a rule says of itself already isn't said again.
  const further = lost && !rules.some(({ changed }) => changed?.seq === lost.seq) ? lost : null;
  const nearButNever = use.detail?.code === "no-policy" && !lost;
  return (
    <DenialSteps item={use}>
      {use.reason === "expired" && keyExpiresAt && (
        <p className="text-ink-2">{t("expiredAt", { when: format.dateTime(keyExpiresAt) })}</p>
      )}
      {keyChange && <DenialChange change={keyChange} auditHref={auditHref} />}
      {rules.length > 0 && (
        <ul className="mt-2 flex flex-col gap-2">
          {rules.map((rule) => (
            <Rule key={rule.grant.policyId} rule={rule} auditHref={auditHref} />
          ))}
        </ul>
      )}
      {further && <DenialChange change={further} elsewhere auditHref={auditHref} />}
      {nearButNever && <p className="text-ink-2">{t("neverHeld")}</p>}
    </DenialSteps>
  );
}

function Rule({ rule, auditHref }: { rule: DeniedRule; auditHref: DenialDecidedProps["auditHref"] }) {
  const t = useTranslations("denials");
  const place = usePlace();
  const { grant, group, changed, now } = rule;
  return (
    <li className="border-bad-line border-l-2 pl-3">
      <p className="font-medium">
        {t("grant", { role: roleTitles(grant.roles), place: place(grant) })}
        {group && <span className="font-normal text-ink-2"> {t("viaGroup", { name: group })}</span>}
      </p>
      {changed && <DenialChange change={changed} auditHref={auditHref} />}
      {now !== "same" && (
        <p className="text-ink-2">{t(now === "changed" ? "changedSince" : "removedSince")}</p>
      )}
    </li>
  );
}
