import { useLocale, useTranslations } from "next-intl";
import { describeGrant } from "@/lib/domain/grant-words";
import { type CustomRole, isRole, serviceRoles } from "@/lib/domain/role";
import { Combobox } from "./ui/combobox";
import { Segmented } from "./ui/segmented";

type RoleChoiceProps = {
  /** What policies name the role by. */
  value: string;
  onChange: (name: string) => void;
  customRoles: readonly CustomRole[];
};

const custom = "custom";

/** One of Reader, Writer and Manager, or one of the account's own roles where it has some. */
export function RoleChoice({ value, onChange, customRoles }: RoleChoiceProps) {
  const t = useTranslations("policies.form");
  const locale = useLocale();
  const [first] = customRoles;
  const everywhere = { policyId: "", region: null, namespace: null, repositoryPattern: null };
  return (
    <>
      <input type="hidden" name="role" value={value} />
      <Segmented
        size="l"
        value={isRole(value) ? value : custom}
        onValueChange={(chosen) => onChange(chosen === custom ? (first?.name ?? "") : chosen)}
        options={[
          ...serviceRoles.map((role) => ({ value: role, label: role })),
          ...(first ? [{ value: custom, label: t("custom") }] : []),
        ]}
      />
      {!isRole(value) && (
        <Combobox
          className="mt-2 w-full"
          aria-label={t("customRole")}
          value={value}
          onValueChange={onChange}
          options={customRoles.map((role) => ({
            value: role.name,
            label: role.displayName,
            detail: describeGrant({ ...everywhere, roles: [role] }, locale).can,
          }))}
        />
      )}
    </>
  );
}
