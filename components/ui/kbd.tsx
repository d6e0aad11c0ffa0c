import clsx from "clsx";
import type { ReactNode } from "react";

/** A key on the keyboard, not shown on phones. onAccent: inside a primary button. */
export function Kbd({ onAccent = false, children }: { onAccent?: boolean; children: ReactNode }) {
  return (
    <kbd
      className={clsx(
        "whitespace-nowrap rounded-tag max-md:hidden border px-[5px] py-[3px] font-[500] font-sans text-[11.5px] leading-none",
        onAccent ? "border-current/30 bg-current/10" : "border-line bg-sunken text-ink-3",
      )}
    >
      {children}
    </kbd>
  );
}
