import type { ReactNode } from "react";
import { PageTitle } from "@/components/page-title";

type AuthPanelProps = {
  title: string;
  /** What the document's title calls this page. */
  crumb: string;
  lead?: ReactNode;
  footer?: ReactNode;
  children?: ReactNode;
};

/** One question on a surface. */
export function AuthPanel({ title, crumb, lead, footer, children }: AuthPanelProps) {
  return (
    <>
      <PageTitle>{crumb}</PageTitle>
      <h1 className="text-balance font-[580] text-decision tracking-[-.022em]">{title}</h1>
      {lead && <p className="mt-1 text-ink-3">{lead}</p>}
      {children && (
        <div className="mt-5 flex flex-col gap-4 rounded-panel border border-line bg-surface p-5 shadow-1">
          {children}
        </div>
      )}
      {footer && <p className="mt-4 text-ink-3">{footer}</p>}
    </>
  );
}

/** Between two ways to the same end. */
export function Or({ children }: { children: ReactNode }) {
  return (
    <p className="flex items-center gap-3 text-ink-3 text-meta before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
      {children}
    </p>
  );
}
