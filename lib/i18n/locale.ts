/** The languages people can read Wharfkey in; the first is the fallback. */
export const locales = ["en", "de"] as const;

export type Locale = (typeof locales)[number];

/** The language of each with the country whose dates and numbers are meant. */
export const languageTags: Record<Locale, string> = { en: "en-GB", de: "de-DE" };

export const defaultLocale: Locale = "en";

/** Names of the preference cookies. Neither holds anything secret. */
export const localeCookie = "wharfkey-locale";
export const themeCookie = "wharfkey-theme";
export const timeZoneCookie = "wharfkey-time-zone";

/** What the browser may be told about its colours; no cookie means: follow the system. */
export const themes = ["light", "dark"] as const;

export type Theme = (typeof themes)[number];

export function isLocale(value: unknown): value is Locale {
  return locales.some((locale) => locale === value);
}

export function isTheme(value: unknown): value is Theme {
  return themes.some((theme) => theme === value);
}

/** Whether the runtime knows this IANA time zone ("Europe/Berlin"). */
export function isTimeZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: value });
    return true;
  } catch {
    return false;
  }
}

/**
 * Chooses the language: the person's own choice, else the best match of the browser's list, else English.
 *
 * @param choice the locale cookie's value
 * @param acceptLanguage the Accept-Language header, e.g. "de-AT,de;q=0.9,en;q=0.5"
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-accept-language
 */
export function resolveLocale(choice: string | undefined, acceptLanguage: string | null | undefined): Locale {
  if (isLocale(choice)) return choice;
  const wanted = (acceptLanguage ?? "")
    .slice(0, 500)
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().toLowerCase().split(";");
      const quality = parameters.map((p) => p.trim()).find((p) => p.startsWith("q="));
      return { language: tag.split("-")[0], weight: quality ? Number(quality.slice(2)) : 1 };
    })
    .filter(({ language, weight }) => isLocale(language) && weight > 0)
    .sort((a, b) => b.weight - a.weight);
  const best = wanted[0]?.language;
  return isLocale(best) ? best : defaultLocale;
}
