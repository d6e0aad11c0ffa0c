import { useTranslations } from "next-intl";
import type { RoleAction } from "@/lib/domain/role";

/** What an action of a role lets do: "Pull images". */
export function useActionWords(): (action: RoleAction) => string {
  const t = useTranslations("policies.table");
  return (action) => t(`actions.${action.replace(".", "-") as "image-pull"}`);
}
