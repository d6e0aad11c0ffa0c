"use client";

import { cloneElement, lazy, type ReactElement, Suspense, useRef, useState } from "react";
import type { DialogWindowProps, SheetWindowProps } from "./dialog-parts";

/** What every open dialog is made of. */
export const fetchDialog = () => import("./dialog-parts");
const fetchAhead = () => void fetchDialog().catch(() => undefined);
const DialogWindow = lazy(async () => ({ default: (await fetchDialog()).DialogWindow }));
const SheetWindow = lazy(async () => ({ default: (await fetchDialog()).SheetWindow }));

type DialogProps = DialogWindowProps & {
  /** Leave out together with onOpenChange when a trigger opens it. */
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  trigger?: ReactElement<Record<string, unknown>>;
};

/** A question or a form over the page. Focus goes in, Escape and the scrim close, focus comes back. */
export function Dialog({ open: given, onOpenChange, trigger, ...content }: DialogProps) {
  const [own, setOwn] = useState(false);
  const button = useRef<HTMLElement>(null);
  const open = given ?? own;
  const change = (next: boolean) => {
    setOwn(next);
    onOpenChange?.(next);
  };
  return (
    <>
      {trigger &&
        cloneElement(trigger, {
          ref: button,
          "aria-haspopup": "dialog",
          "aria-expanded": open,
          onPointerEnter: fetchAhead,
          onFocus: fetchAhead,
          onClick: () => change(!open),
        })}
      {open && (
        <Suspense>
          <DialogWindow {...content} button={button} onClose={() => change(false)} />
        </Suspense>
      )}
    </>
  );
}

type SheetProps = SheetWindowProps & {
  trigger: ReactElement<Record<string, unknown>>;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** A panel from the left edge, for the navigation on phones. */
export function Sheet({ open, onOpenChange, trigger, ...content }: SheetProps) {
  const button = useRef<HTMLElement>(null);
  return (
    <>
      {cloneElement(trigger, {
        ref: button,
        "aria-haspopup": "dialog",
        onPointerEnter: fetchAhead,
        onFocus: fetchAhead,
        onClick: () => onOpenChange(true),
      })}
      {open && (
        <Suspense>
          <SheetWindow {...content} button={button} onClose={() => onOpenChange(false)} />
        </Suspense>
      )}
    </>
  );
}
