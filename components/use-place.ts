import { useTranslations } from "next-intl";
import type { Grant } from "@/lib/domain/grant";

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
