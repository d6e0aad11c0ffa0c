"use client";

import { Button, type ButtonProps } from "./button";
import { fetchDialog } from "./dialog";

type DialogButtonProps = Pick<ButtonProps, "variant" | "size" | "icon" | "children"> & {
  /** Fetches what the dialog holds; it and the dialog around it come as soon as somebody is about to press. */
  ahead: () => Promise<unknown>;
  onClick: () => void;
};

/** A button, mostly a page's main one, that opens a dialog which isn't among the page's first scripts. */
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
