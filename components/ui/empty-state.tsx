"use client";

import { CloudOff } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useTransition } from "react";
import { Button } from "./button";

type EmptyStateProps = {
  icon?: ReactNode;
  /** One sentence: what would be here and how it gets here. */
  children: ReactNode;
  /** One button or link. */
  action?: ReactNode;
};

/** Nothing here yet: one sentence, one action. */
export function EmptyState({ icon, children, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center gap-3 px-6 py-10 text-center text-ink-3">
      {icon && (
        <span className="grid size-10 place-items-center rounded-full border border-line bg-sunken [&_svg]:size-[18px]">
          {icon}
        </span>
      )}
      <p className="max-w-[46ch] text-pretty">{children}</p>
      {action}
    </div>
  );
}

type ErrorStateProps = {
  /** What couldn't be loaded and what still works. */
  children: ReactNode;
  /** Loads the page's data again without it. */
  onRetry?: () => void;
  retrying?: boolean;
};

/** A part of the page that couldn't be loaded; the rest stays. */
export function ErrorState({ children, onRetry, retrying = false }: ErrorStateProps) {
  const t = useTranslations("common");
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  return (
    <div role="alert">
      <EmptyState
        icon={<CloudOff aria-hidden className="text-bad" />}
        action={
          <Button onClick={() => startTransition(onRetry ?? router.refresh)} loading={pending || retrying}>
            {t("retry")}
          </Button>
        }
      >
        {children}
      </EmptyState>
    </div>
  );
}
