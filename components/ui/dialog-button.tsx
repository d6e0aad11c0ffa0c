"use client";

import type { ReactElement, ReactNode } from "react";
import { Button } from "./button";
import { fetchDialog } from "./dialog";

type DialogButtonProps = {
  icon: ReactElement;
  /** Fetches what the dialog holds; it and the dialog around it come as soon as somebody is about to press. */
  ahead: () => Promise<unknown>;
  onClick: () => void;
  children: ReactNode;
};

/** A page's main button, which opens a dialog that isn't among the page's first scripts. */
export function DialogButton({ ahead, ...rest }: DialogButtonProps) {
  const fetchAhead = () => void Promise.all([ahead(), fetchDialog()]).catch(() => undefined);
  return (
    <Button
      variant="primary"
      aria-haspopup="dialog"
      onPointerEnter={fetchAhead}
      onFocus={fetchAhead}
      {...rest}
    />
  );
}
