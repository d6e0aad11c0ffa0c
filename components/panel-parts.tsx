import type { ReactNode } from "react";
import { ButtonLink } from "./ui/button-link";

/** A button in a side panel's head that leads to another thing; nothing without an address. */
export function PanelStep({ href, label, icon }: { href: string | null; label: string; icon: ReactNode }) {
  if (!href) return null;
  return (
    <ButtonLink
      href={href}
      scroll={false}
      variant="ghost"
      size="s"
      aria-label={label}
      title={label}
      icon={icon}
    />
  );
}

/** A part of a side panel under its own heading. */
export function PanelPart({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-2 font-semibold">{title}</h3>
      {children}
    </section>
  );
}
