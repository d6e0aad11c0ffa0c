import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { isTimeZone, type Locale, localeCookie, resolveLocale, timeZoneCookie } from "@/lib/i18n/locale";
import { type Messages, messages } from "@/lib/i18n/messages";

declare module "next-intl" {
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
  }
}

/** The request's language and time zone: cookies first, then the browser's header, then English and UTC. */
export default getRequestConfig(async () => {
  const jar = await cookies();
  const locale = resolveLocale(jar.get(localeCookie)?.value, (await headers()).get("accept-language"));
  const zone = jar.get(timeZoneCookie)?.value;
  return {
    locale,
    messages: messages[locale],
    timeZone: zone && isTimeZone(zone) ? zone : "UTC",
    now: new Date(),
  };
});
