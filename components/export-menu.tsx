"use client";

import { Download } from "lucide-react";
import { Button } from "./ui/button";
import { Menu, MenuLink } from "./ui/menu";

type ExportMenuProps = {
  label: string;
  /** Addresses of files. */
  options: readonly { href: string; label: string }[];
};

/** What is shown, as a file to take along. */
export function ExportMenu({ label, options }: ExportMenuProps) {
  return (
    <Menu trigger={<Button icon={<Download aria-hidden />}>{label}</Button>}>
      {options.map((option) => (
        <MenuLink key={option.href} href={option.href} download>
          {option.label}
        </MenuLink>
      ))}
    </Menu>
  );
}
