import type { ReactNode } from "react";

/** First in the tab order: past the navigation to <main id="main">. */
export function SkipLink({ children }: { children: ReactNode }) {
  return (
    <a
      href="#main"
      className="-top-16 focus:top-2 absolute left-2 z-50 rounded-control bg-surface px-3 py-2 font-semibold focus:shadow-3"
    >
      {children}
    </a>
  );
}
