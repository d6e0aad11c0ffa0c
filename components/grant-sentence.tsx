import { useLocale, useTranslations } from "next-intl";
import { describeGrant, type Grant } from "@/lib/domain/grant";

type Reach = Pick<Grant, "region" | "namespace" | "repositoryPattern">;

/** Where a policy reaches, in words: "checkout/api-* in eu-de". */
export function usePlace(): (reach: Reach) => string {
  const t = useTranslations("policies.place");
  return ({ region, namespace, repositoryPattern }) => {
    const place =
      namespace === null ? t("all") : repositoryPattern ? `${namespace}/${repositoryPattern}` : namespace;
    return region ? t("in", { place, region }) : place;
  };
}

type GrantSentenceProps = {
  grant: Grant;
  /** Without role and place, where these stand above it. */
  brief?: boolean;
};

/** "Writer on checkout: pulls, pushes and deletes images. Can't create namespaces or reach others." */
export function GrantSentence({ grant, brief = false }: GrantSentenceProps) {
  const t = useTranslations("policies");
  const place = usePlace();
  const { can, cannot } = describeGrant(grant, useLocale());
  if (brief) return <span>{`${capital(can)}. ${capital(cannot)}.`}</span>;
  return (
    <span>
      {t.rich("sentence", {
        role: grant.roles.join(", "),
        place: place(grant),
        can,
        cannot: capital(cannot),
        b: (text) => <b className="font-semibold text-ink-2">{text}</b>,
      })}
    </span>
  );
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
