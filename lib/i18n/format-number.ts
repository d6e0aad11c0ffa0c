import { type Locale, languageTags } from "./locale";

const numberShapes = {
  plain: { maximumFractionDigits: 1 },
  significant: { maximumSignificantDigits: 3 },
  percent: { style: "percent", maximumFractionDigits: 0 },
} as const satisfies Record<string, Intl.NumberFormatOptions>;

const numberFormatters = new Map<string, Intl.NumberFormat>();

function numberFormatter(locale: Locale, shape: keyof typeof numberShapes): Intl.NumberFormat {
  const key = `${shape} ${locale}`;
  const known = numberFormatters.get(key) ?? new Intl.NumberFormat(languageTags[locale], numberShapes[shape]);
  numberFormatters.set(key, known);
  return known;
}

/** "48,218" / "48.218". */
export function formatNumber(value: number, locale: Locale): string {
  return numberFormatter(locale, "plain").format(value);
}

/** Three significant digits for figures and axes: "244", "48.9 k", "3.19 M" / "3,19 M". */
export function formatCompact(value: number, locale: Locale): string {
  const size = Math.abs(value);
  const [divisor, unit] = size >= 999_500 ? [1_000_000, " M"] : size >= 1_000 ? [1_000, " k"] : [1, ""];
  return value === 0 ? "0" : significant(value / divisor, locale) + unit;
}

function significant(value: number, locale: Locale): string {
  return numberFormatter(locale, "significant").format(value);
}

/** "640 B", "12.4 kB", "3.19 MB" / "3,19 MB". */
export function formatBytes(sizeBytes: number, locale: Locale): string {
  const [divisor, unit] =
    sizeBytes >= 999_500 ? [1_000_000, "MB"] : sizeBytes >= 1_000 ? [1_000, "kB"] : [1, "B"];
  return `${significant(sizeBytes / divisor, locale)} ${unit}`;
}

/** "58%" / "58 %". */
export function formatPercent(ratio: number, locale: Locale): string {
  return numberFormatter(locale, "percent").format(ratio);
}

/** "checkout, base and edge" / "checkout, base und edge". */
export function formatList(items: string[], locale: Locale): string {
  return new Intl.ListFormat(languageTags[locale], { type: "conjunction" }).format(items);
}

/** "checkout, base or edge" / "checkout, base oder edge". */
export function formatEither(items: string[], locale: Locale): string {
  return new Intl.ListFormat(languageTags[locale], { type: "disjunction" }).format(items);
}
