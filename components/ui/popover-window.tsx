"use client";

import clsx from "clsx";
import { Popover as Radix } from "radix-ui";
import { type ComponentProps, type RefObject, useRef } from "react";

type PopoverWindowProps = ComponentProps<typeof Radix.Content> & {
  /** What opened it: it stands below, and gets the focus back. */
  button: RefObject<HTMLElement | null>;
  onClose: () => void;
  /** What gets the focus. */
  focus: string;
};

/** What an open list of a field is in. */
export function PopoverWindow({ button, onClose, focus, className, ...rest }: PopoverWindowProps) {
  const leftForAnother = useRef(false);
  return (
    <Radix.Root open onOpenChange={(open) => open || onClose()}>
      <Radix.Anchor virtualRef={button as RefObject<HTMLElement>} />
      <Radix.Portal>
        <Radix.Content
          align="start"
          sideOffset={5}
          collisionPadding={8}
          {...rest}
          onOpenAutoFocus={(event) => {
            // Without selecting: the letter that opened it isn't overwritten.
            event.preventDefault();
            (event.currentTarget as HTMLElement).querySelector<HTMLElement>(focus)?.focus();
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (!leftForAnother.current) button.current?.focus();
          }}
          onInteractOutside={(event) => {
            // The button closes by itself.
            if (button.current?.contains(event.target as Node)) event.preventDefault();
            else leftForAnother.current = true;
          }}
          className={clsx(
            "z-50 animate-open overflow-hidden rounded-panel border border-line-strong bg-surface shadow-3",
            className,
          )}
        />
      </Radix.Portal>
    </Radix.Root>
  );
}
