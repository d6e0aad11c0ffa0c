import type { ReactNode } from "react";
import { setLocale } from "@/app/_server/preferences";
import { wordsOf } from "@/app/_server/words-of";
import { LanguageSwitch } from "@/components/language-switch";
import { Logo } from "@/components/logo";
import { ThemeMenu } from "@/components/theme-switch";
import { TimeZoneCookie } from "@/components/time-zone-cookie";

const Words = wordsOf("nav.theme");

/** The frame of everything before the portal: the mark, one panel, language and colours. */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <Words>
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
    </Words>
  );
}
