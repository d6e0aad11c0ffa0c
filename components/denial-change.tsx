import { useTranslations } from "next-intl";
import type { Grant } from "@/lib/domain/grant";
import { roleTitles } from "@/lib/domain/role";
import { TextLink } from "./ui/button-link";
import { useFormat } from "./use-format";
import { usePlace } from "./use-place";

/** Something that someone changed before a denial, from the audit. */
export type DeniedChange = {
  seq: number;
  at: Date;
  by: string;
  /** As in the audit: `policy.update`, `api-key.disable` … */
  action: string;
  target: string;
  before: Grant | null;
  after: Grant | null;
};

type DenialChangeProps = {
  change: DeniedChange;
  /** A change of another policy than the one that is spoken of. */
  elsewhere?: boolean;
  /** Where the audit shows it; null for who doesn't read the audit. */
  auditHref: ((seq: number) => string) | null;
};

/** Who changed what and when, in one sentence, with a way to its item in the audit. */
export function DenialChange({ change, elsewhere = false, auditHref }: DenialChangeProps) {
  const t = useTranslations("denials");
  const place = usePlace();
  const format = useFormat();
  const { by, at, target, before, after } = change;
  const nameOf = (grant: Grant | null) =>
    grant ? t("grant", { role: roleTitles(grant.roles), place: place(grant) }) : target;
  const action = change.action.replaceAll(".", "-");
  const key =
    `changes.${elsewhere && action === "policy-update" ? "policy-lost" : action}` as "changes.other";
  return (
    <p className="wrap-anywhere text-ink-2">
      {t(t.has(key) ? key : "changes.other", {
        by,
        target,
        when: format.dateTime(at),
        before: nameOf(before),
        after: nameOf(after),
      })}{" "}
      {auditHref && <TextLink href={auditHref(change.seq)}>{t("open")}</TextLink>}
    </p>
  );
}
