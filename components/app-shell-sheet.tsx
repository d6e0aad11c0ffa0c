"use client";

import { Menu as MenuIcon } from "lucide-react";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { IconButton } from "./ui/button";
import { Sheet } from "./ui/dialog";

/** The navigation on phones; closed again by following a link. */
export function NavSheet({ children }: { children: ReactNode }) {
  const t = useTranslations("nav");
  const path = usePathname();
  // Open on one path only: another path, and it's closed.
  const [openOn, setOpenOn] = useState<string>();
  return (
    <div className="md:hidden">
      <Sheet
        open={openOn === path}
        onOpenChange={(open) => setOpenOn(open ? path : undefined)}
        title={t("main")}
        trigger={
          <IconButton label={t("openMenu")} tooltip={false}>
            <MenuIcon aria-hidden />
          </IconButton>
        }
      >
        {children}
      </Sheet>
    </div>
  );
}
