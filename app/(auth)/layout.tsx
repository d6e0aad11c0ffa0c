import { NextIntlClientProvider } from "next-intl";
import type { ReactNode } from "react";
import { messagesOf } from "@/app/_server/messages-of";
import { setLocale } from "@/app/_server/preferences";
import { LanguageSwitch } from "@/components/language-switch";
import { Logo } from "@/components/logo";
import { ThemeMenu } from "@/components/theme-switch";
import { TimeZoneCookie } from "@/components/time-zone-cookie";

/** The frame of everything before the portal: the mark, one panel, language and colours. */
export default async function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <NextIntlClientProvider messages={await messagesOf("common", "errors", "nav", "sign-in")}>
      <div className="flex min-h-dvh flex-col">
        <TimeZoneCookie />
        <header className="flex items-center gap-2 px-4 py-2.5 md:px-5">
          <span className="flex flex-1 items-center gap-[9px] font-semibold text-[14.5px] tracking-[-.02em]">
            <Logo />
            Wharfkey
          </span>
          <LanguageSwitch action={setLocale} />
          <ThemeMenu />
        </header>
        <main id="main" tabIndex={-1} className="mx-auto w-full max-w-[432px] flex-1 px-4 pt-[7vh] pb-16">
          {children}
        </main>
      </div>
    </NextIntlClientProvider>
  );
}
