"use client";

import clsx from "clsx";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Dialog as Radix } from "radix-ui";
import type { ReactElement, ReactNode } from "react";
import { IconButton } from "./button";

type DialogProps = {
  /** Leave out together with onOpenChange when a trigger opens it. */
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  trigger?: ReactElement;
  title: ReactNode;
  description?: ReactNode;
  footer?: ReactNode;
  size?: "s" | "m";
  children?: ReactNode;
};

/** A question or a form over the page. Focus goes in, Escape and the scrim close, focus comes back. */
export function Dialog({ trigger, title, description, footer, size = "m", children, ...state }: DialogProps) {
  const t = useTranslations("common");
  return (
    <Radix.Root {...state}>
      {trigger && <Radix.Trigger asChild>{trigger}</Radix.Trigger>}
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 grid animate-fade grid-cols-[minmax(0,1fr)] justify-items-center overflow-y-auto bg-scrim px-3 py-[8vh]">
          <Radix.Content
            {...(description ? {} : { "aria-describedby": undefined })}
            className={clsx(
              "h-fit w-full animate-open rounded-dialog border border-line-strong bg-surface shadow-3 focus:outline-none",
              size === "s" ? "max-w-[460px]" : "max-w-[600px]",
            )}
          >
            <header className="flex items-start gap-3 py-3.5 pr-3 pl-5">
              <div className="min-w-0 flex-1 pt-1">
                <Radix.Title className="wrap-anywhere font-bold text-dialog tracking-[-.018em]">
                  {title}
                </Radix.Title>
                {description && (
                  <Radix.Description className="mt-0.5 text-ink-3">{description}</Radix.Description>
                )}
              </div>
              <Radix.Close asChild>
                <IconButton label={t("close")} tooltip={false}>
                  <X aria-hidden />
                </IconButton>
              </Radix.Close>
            </header>
            {children && <div className="px-5 pb-5">{children}</div>}
            {footer && (
              <footer className="flex flex-wrap gap-2 rounded-b-dialog border-line border-t bg-sunken px-5 py-3">
                {footer}
              </footer>
            )}
          </Radix.Content>
        </Radix.Overlay>
      </Radix.Portal>
    </Radix.Root>
  );
}

type SheetProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  children: ReactNode;
};

/** A panel from the left edge, for the navigation on phones. */
export function Sheet({ title, children, ...state }: SheetProps) {
  return (
    <Radix.Root {...state}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade bg-scrim" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed inset-y-0 left-0 z-40 flex w-[288px] max-w-[86vw] animate-sheet flex-col overflow-y-auto border-line border-r bg-canvas shadow-3 focus:outline-none"
        >
          <Radix.Title className="sr-only">{title}</Radix.Title>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
