import { useTranslations } from "next-intl";
import type { Unneeded } from "@/lib/domain/broader";
import type { KeyFinding } from "@/lib/domain/inputs/key-inventory";
import { roleTitles } from "@/lib/domain/role";
import { Link } from "./ui/link";
import { Tag, type TagTone } from "./ui/tag";
import { useFormat } from "./use-format";
import { usePlace } from "./use-place";

const tones: Partial<Record<KeyFinding, TagTone>> = {
  "owner-gone": "bad",
  expired: "bad",
  expiring: "warn",
  broader: "warn",
  "no-expiry": "warn",
};

/** What the status column says already. */
const shownByStatus: readonly KeyFinding[] = ["expired", "expiring", "disabled", "never-used"];

type Row = {
  id: string;
  findings: readonly KeyFinding[];
  /** The first of them. */
  unneeded: readonly Unneeded[];
  unneededCount: number;
};

/** Findings that no other column says. */
export const shownFindings = ({ findings }: Pick<Row, "findings">): readonly KeyFinding[] =>
  findings.filter((finding) => !shownByStatus.includes(finding));

/** What is worth a look at a key, with the permissions that it never needed named. */
export function FindingTags({ row }: { row: Row }) {
  const t = useTranslations("inventory");
  const shown = shownFindings(row);
  if (shown.length === 0) return <span className="text-ink-3">{t("noFinding")}</span>;
  return (
    <span className="block">
      <span className="flex flex-wrap gap-1">
        {shown.map((finding) => (
          <Tag key={finding} tone={tones[finding] ?? "neutral"}>
            {t(`findings.${finding}`)}
          </Tag>
        ))}
      </span>
      {row.unneeded.length > 0 && <UnneededLines row={row} />}
    </span>
  );
}

function UnneededLines({ row: { id, unneeded, unneededCount } }: { row: Row }) {
  const t = useTranslations("inventory.unneeded");
  const words = useUnneededWords();
  const more = unneededCount - unneeded.length;
  return (
    <>
      {unneeded.map((one) => (
        <span
          key={one.policyId}
          className="mt-0.5 block max-w-[300px] whitespace-normal text-ink-3 text-meta"
        >
          {words(one)}
        </span>
      ))}
      {more > 0 && (
        <Link href={`/api-keys/${id}`} className="link inline-flex min-h-6 items-center text-meta">
          {t("more", { count: more })}
        </Link>
      )}
    </>
  );
}

function useUnneededWords(): (unneeded: Unneeded) => string {
  const t = useTranslations("inventory.unneeded");
  const place = usePlace();
  const format = useFormat();
  return (one) => {
    const role = roleTitles(one.roles);
    if (one.enough === null) return t("never", { role, place: place(one) });
    if (one.enough === "Reader" && one.actions.length > 0)
      return t("role", { role: one.enough, place: place(one), actions: format.list(one.actions) });
    const used = one.usedPlaces.slice(0, 3).map(({ region, namespace }) => `${namespace} (${region})`);
    return t("places", { role, place: place(one), places: one.places, used: format.list(used) });
  };
}
