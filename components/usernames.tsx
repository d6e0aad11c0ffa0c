import { useTranslations } from "next-intl";
import { credentialKinds } from "@/lib/domain/username";

/** The three usernames and what the password is with each. */
export function Usernames() {
  const t = useTranslations("commands.usernames");
  return (
    <details className="mt-3 text-ink-2">
      <summary className="link w-fit">{t("title")}</summary>
      <p className="mt-2">{t("lead")}</p>
      <dl className="mt-2 grid gap-x-4 gap-y-1.5 md:grid-cols-[max-content_minmax(0,1fr)]">
        {credentialKinds.map((kind) => (
          <div key={kind} className="contents">
            <dt className="mono text-ink">{kind}</dt>
            <dd>{t(kind)}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-2 text-ink-3">{t("other")}</p>
    </details>
  );
}
