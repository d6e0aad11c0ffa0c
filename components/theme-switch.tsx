"use client";

import { SunMoon } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy } from "react";
import { IconButton } from "./ui/button";
import { Menu, MenuLabel } from "./ui/menu";

const choices = () => import("./theme-choices");
const ThemeChoices = lazy(async () => ({ default: (await choices()).ThemeChoices }));

/** System, light or dark; kept in a cookie, so that the server's first byte already has the right colours. */
export function ThemeMenu() {
  const t = useTranslations("nav.theme");
  return (
    <Menu
      ahead={choices}
      trigger={
        <IconButton label={t("label")} tooltip={false}>
          <SunMoon aria-hidden />
        </IconButton>
      }
    >
      <MenuLabel>{t("label")}</MenuLabel>
      <ThemeChoices />
    </Menu>
  );
}
