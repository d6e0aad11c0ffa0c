import { Check, Minus } from "lucide-react";
import { useTranslations } from "next-intl";
import { actionsOfRole, rolesAllow, serviceRoles } from "@/lib/domain/role";
import { useActionWords } from "./action-words";

/** What Reader, Writer and Manager may do, action by action. @see IBM Cloud Container Registry's IAM actions */
export function RoleTable() {
  const t = useTranslations("policies.table");
  const words = useActionWords();
  return (
    <details className="text-ink-2">
      <summary className="link w-fit text-meta">{t("title")}</summary>
      <table aria-label={t("title")} className="mt-2 w-full">
        <thead className="text-ink-3 text-meta">
          <tr>
            <th scope="col" className="py-1 text-left font-normal">
              {t("action")}
            </th>
            {serviceRoles.map((role) => (
              <th key={role} scope="col" className="w-[76px] py-1 text-center font-normal">
                {role}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {actionsOfRole("Manager").map((action) => (
            <tr key={action}>
              <th scope="row" className="border-line border-t py-1 text-left font-normal">
                {words(action)}
              </th>
              {serviceRoles.map((role) => {
                const allowed = rolesAllow([role], action);
                const Icon = allowed ? Check : Minus;
                return (
                  <td key={role} className="border-line border-t py-1">
                    <Icon
                      size={15}
                      role="img"
                      aria-label={t(allowed ? "yes" : "no")}
                      className={allowed ? "mx-auto text-ok" : "mx-auto text-faint"}
                    />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mt-2 text-ink-3 text-meta">{t("note")}</p>
    </details>
  );
}
