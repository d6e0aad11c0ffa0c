"use client";

import { useRouter } from "next/navigation";
import { useTimeZone } from "next-intl";
import { useEffect } from "react";
import { timeZoneCookie } from "@/lib/i18n/locale";

/** Tells the server which zone to write times in; until the first answer it was UTC. */
export function TimeZoneCookie() {
  const router = useRouter();
  const shown = useTimeZone();
  useEffect(() => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const entry = `${timeZoneCookie}=${zone}`;
    if (zone === shown || document.cookie.split("; ").includes(entry)) return;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API isn't in every browser yet
    document.cookie = `${entry}; path=/; max-age=31536000; samesite=lax`;
    router.refresh();
  }, [router, shown]);
  return null;
}
