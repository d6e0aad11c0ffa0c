"use client";

import clsx from "clsx";
import { Tooltip as Radix } from "radix-ui";
import type { ReactElement } from "react";

type TooltipProps = {
  text: string;
  /** One focusable element. */
  children: ReactElement;
  side?: "top" | "right" | "bottom" | "left";
  className?: string;
};

/** A few words about what is hovered or focused; never the only place something is said. */
export function Tooltip({ text, children, side = "top", className }: TooltipProps) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className={clsx(
            "z-50 max-w-[280px] animate-fade rounded-control bg-ink px-2 py-1 text-canvas text-meta shadow-2",
            className,
          )}
        >
          {text}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
