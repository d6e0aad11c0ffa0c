import clsx from "clsx";
import { useLocale, useTranslations } from "next-intl";
import { locales } from "@/lib/i18n/locale";

/** EN and DE: a form, so that it works without scripts. The action gets `locale`. */
export function LanguageSwitch({
  action,
  label,
}: {
  action: (form: FormData) => Promise<void>;
  /** Its own name where the page has a second one. */
  label?: string;
}) {
  const t = useTranslations("nav.language");
  const current = useLocale();
  return (
    <form
      action={action}
      aria-label={label ?? t("label")}
      className="inline-flex h-11 gap-px rounded-control border border-line-strong bg-surface p-[2px] md:h-8"
    >
      {locales.map((locale) => (
        <button
          key={locale}
          type="submit"
          name="locale"
          value={locale}
          lang={locale}
          aria-label={`${locale.toUpperCase()}, ${t(locale)}`}
          aria-pressed={locale === current}
          className={clsx(
            "min-w-11 rounded-tag px-[9px] font-medium uppercase md:min-w-8",
            locale === current ? "inset-ring inset-ring-line bg-hover text-ink" : "text-ink-3 hover:text-ink",
          )}
        >
          {locale}
        </button>
      ))}
    </form>
  );
}
