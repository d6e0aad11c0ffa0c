import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import { NextIntlClientProvider } from "next-intl";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { wordsOf } from "@/app/_server/words-of";
import { UiProvider } from "@/components/ui/provider";
import { SkipLink } from "@/components/ui/skip-link";
import { isTheme, themeCookie } from "@/lib/i18n/locale";
import "./globals.css";

export const metadata: Metadata = { robots: { index: false, follow: false } };

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#14181b" },
  ],
};

const Words = wordsOf("common", "errors.unexpected");

/** The frame of every page. Reading headers() keeps each page, the 404 too, from being prerendered without a nonce. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  const theme = (await cookies()).get(themeCookie)?.value;
  const t = await getTranslations("common");
  return (
    <html
      lang={await getLocale()}
      data-theme={isTheme(theme) ? theme : undefined}
      className={`${GeistSans.variable} ${GeistMono.variable}`}
      // The theme switch changes data-theme before the next render knows of it.
      suppressHydrationWarning
    >
      <body>
        <NextIntlClientProvider messages={{}}>
          <Words>
            <UiProvider nonce={nonce}>
              <SkipLink>{t("skipToContent")}</SkipLink>
              {children}
            </UiProvider>
          </Words>
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
