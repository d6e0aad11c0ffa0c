import { getTranslations } from "next-intl/server";

/** What an error code in the page's address means, in the reader's words. Any other text stays unsaid. */
export const errorText = async (code: string | string[]): Promise<string> => {
  const t = await getTranslations("sign-in.errors");
  const key = String(code) as Parameters<typeof t>[0];
  return /^[A-Za-z-]+$/.test(key) && t.has(key) ? t(key) : t("unavailable");
};
