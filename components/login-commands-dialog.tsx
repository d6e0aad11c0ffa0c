"use client";

import { SquareTerminal } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy } from "react";
import type { KeyAccess } from "./login-commands";
import type { RegionChoice } from "./region-name";
import { Button } from "./ui/button";
import { Dialog } from "./ui/dialog";

const LoginCommands = lazy(async () => ({
  default: (await import("./login-commands-all")).AllLoginCommands,
}));

type LoginCommandsDialogProps = { name: string; regions: readonly RegionChoice[]; access: KeyAccess };

/** The commands for an identity whose keys were saved elsewhere. */
export function LoginCommandsDialog({ name, regions, access }: LoginCommandsDialogProps) {
  const t = useTranslations("commands");
  return (
    <Dialog
      title={t("titleFor", { name })}
      description={t("text")}
      trigger={<Button icon={<SquareTerminal aria-hidden />}>{t("title")}</Button>}
    >
      <LoginCommands regions={regions} access={access} secret={null} />
    </Dialog>
  );
}
