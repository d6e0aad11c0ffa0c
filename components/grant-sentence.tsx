import { useLocale, useTranslations } from "next-intl";
import type { Grant } from "@/lib/domain/grant";
import { describeGrant } from "@/lib/domain/grant-words";
import { roleTitles } from "@/lib/domain/role";
import { useFormat } from "./use-format";
import { usePlace } from "./use-place";

type GrantSentenceProps = {
  grant: Grant;
  /** What the same identity has already: it is named, and isn't said to be lacking. */
  others?: readonly Grant[];
  /** Without role and place, where these stand above it. */
  brief?: boolean;
};

/** "Writer on checkout: pulls, pushes and deletes images. Can't create namespaces or reach others." */
export function GrantSentence({ grant, others = [], brief = false }: GrantSentenceProps) {
  const t = useTranslations("policies.grant");
  const place = usePlace();
  const format = useFormat();
  const { can, cannot } = describeGrant(grant, useLocale(), others);
  const all = others.map((one) => t("held", { role: roleTitles(one.roles), place: place(one) }));
  const named = [...new Set(all)];
  const held = named.length > 4 ? [...named.slice(0, 3), t("heldMore", { count: named.length - 3 })] : named;
  if (brief) return <span>{`${capital(can)}. ${capital(cannot)}.`}</span>;
  return (
    <span>
      {t.rich(held.length > 0 ? "sentenceBeside" : "sentence", {
        held: format.list(held),
        role: roleTitles(grant.roles),
        place: place(grant),
        can,
        cannot: capital(cannot),
        b: (text) => <b className="font-semibold text-ink-2">{text}</b>,
      })}
    </span>
  );
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
