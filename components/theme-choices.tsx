"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { isTheme, themeCookie } from "@/lib/i18n/locale";
import { MenuChoice } from "./ui/menu";

const options = [
  { value: "system", icon: <Monitor aria-hidden /> },
  { value: "light", icon: <Sun aria-hidden /> },
  { value: "dark", icon: <Moon aria-hidden /> },
] as const;

type Choice = (typeof options)[number]["value"];

/** Mounted with the open menu, in the browser: so it can ask the document. */
export function ThemeChoices() {
  const t = useTranslations("nav.theme");
  const [choice, setChoice] = useState<Choice>(() => {
    const set = document.documentElement.dataset.theme;
    return isTheme(set) ? set : "system";
  });
  const choose = (next: Choice) => {
    setChoice(next);
    if (next === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
    const lifeSeconds = next === "system" ? 0 : 31_536_000;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API isn't in every browser yet
    document.cookie = `${themeCookie}=${next}; path=/; max-age=${lifeSeconds}; samesite=lax`;
  };
  return (
    <MenuChoice
      label={t("label")}
      value={choice}
      onValueChange={choose}
      options={options.map(({ value, icon }) => ({ value, icon, label: t(value) }))}
    />
  );
}
