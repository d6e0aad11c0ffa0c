"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useRef } from "react";

type SidePanelProps = { label: string; closeHref: string; rowId: string; children: ReactNode };

/** The side panel's manners: focus goes to its heading, Escape closes it and goes back to the row. */
export function SidePanel({ label, closeHref, rowId, children }: SidePanelProps) {
  const router = useRouter();
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const heading = panel.current?.querySelector("h2");
    heading?.focus({ preventScroll: window.innerWidth >= 960 });
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      document.getElementById(rowId)?.focus();
      router.push(closeHref, { scroll: false });
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [router, closeHref, rowId]);
  return (
    <aside
      ref={panel}
      aria-label={label}
      className="min-w-0 rounded-panel border border-line bg-surface shadow-1"
    >
      {children}
    </aside>
  );
}
