import { useTranslations } from "next-intl";

type RoleTagProps = {
  /** The role's own word, the same in every language: Reader, Writer, Manager. */
  role: string;
  /** Namespaces it reaches; none means every one of the account. */
  namespaces?: readonly string[];
};

/** What something may do, where: "Writer on checkout, base". */
export function RoleTag({ role, namespaces = [] }: RoleTagProps) {
  const t = useTranslations("common.role");
  const scope =
    namespaces.length === 0
      ? t("everyNamespace")
      : namespaces.length > 2
        ? t("namespaces", { count: namespaces.length })
        : namespaces.join(", ");
  return (
    <span title={namespaces.length > 2 ? namespaces.join(", ") : undefined}>
      {t.rich("onScope", { role, scope, b: (text) => <b className="font-semibold">{text}</b> })}
    </span>
  );
}
