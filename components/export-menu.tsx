"use client";

import { Download } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { Button } from "./ui/button";
import { Menu, menuItemClass } from "./ui/menu";

type ExportMenuProps = {
  label: string;
  /** Addresses of files. */
  options: readonly { href: string; label: string }[];
};

/** What is shown, as a file to take along. Plain links: a page's link would be fetched ahead. */
export function ExportMenu({ label, options }: ExportMenuProps) {
  return (
    <Menu trigger={<Button icon={<Download aria-hidden />}>{label}</Button>}>
      {options.map((option) => (
        <DropdownMenu.Item key={option.href} asChild className={menuItemClass}>
          <a href={option.href} download>
            {option.label}
          </a>
        </DropdownMenu.Item>
      ))}
    </Menu>
  );
}
