import { useTranslations } from "next-intl";

type RoleTagProps = {
  /** The role's own word, the same in every language: Reader, Writer, Manager. */
  role: string;
  /** Some of the namespaces it reaches; none means every one of the account. */
  namespaces: readonly string[];
  /** How many it reaches. */
  count: number;
};

/** What something may do, where: "Writer on checkout, base". */
export function RoleTag({ role, namespaces, count }: RoleTagProps) {
  const t = useTranslations("common.role");
  const names = namespaces.join(", ");
  const scope = count === 0 ? t("everyNamespace") : count > 2 ? t("namespaces", { count }) : names;
  return (
    <span title={count > 2 ? `${names}${count > namespaces.length ? ", …" : ""}` : undefined}>
      {t.rich("onScope", { role, scope, b: (text) => <b className="font-semibold">{text}</b> })}
    </span>
  );
}
