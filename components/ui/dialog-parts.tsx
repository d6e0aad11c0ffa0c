"use client";

import clsx from "clsx";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode, RefObject } from "react";
import { IconButton } from "./button";

export type DialogWindowProps = {
  title: ReactNode;
  description?: ReactNode;
  footer?: ReactNode;
  size?: "s" | "m";
  children?: ReactNode;
};

type OpenProps = {
  /** What opened it, to focus afterwards. */
  button: RefObject<HTMLElement | null>;
  onClose: () => void;
};

/** What an open dialog is. */
export function DialogWindow(props: DialogWindowProps & OpenProps) {
  const { button, onClose, title, description, footer, size = "m", children } = props;
  const t = useTranslations("common");
  return (
    <Radix.Root open onOpenChange={(open) => open || onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 grid animate-fade grid-cols-[minmax(0,1fr)] justify-items-center overflow-y-auto bg-scrim px-3 py-[8vh]">
          <Radix.Content
            {...(description ? {} : { "aria-describedby": undefined })}
            onCloseAutoFocus={() => button.current?.focus()}
            onInteractOutside={leaveToasts}
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

export type SheetWindowProps = { title: string; children: ReactNode };

/** What an open sheet is. */
export function SheetWindow({ button, onClose, title, children }: SheetWindowProps & OpenProps) {
  return (
    <Radix.Root open onOpenChange={(open) => open || onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade bg-scrim" />
        <Radix.Content
          aria-describedby={undefined}
          onCloseAutoFocus={() => button.current?.focus()}
          onInteractOutside={leaveToasts}
          className="fixed inset-y-0 left-0 z-40 flex w-[288px] max-w-[86vw] animate-sheet flex-col overflow-y-auto border-line border-r bg-canvas shadow-3 focus:outline-none"
        >
          <Radix.Title className="sr-only">{title}</Radix.Title>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Closing a toast or reading a tooltip doesn't close what is below. */
function leaveToasts(event: Event) {
  if (event.target instanceof Element && event.target.closest("[data-toasts], [role=tooltip]"))
    event.preventDefault();
}
