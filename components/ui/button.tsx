"use client";

import clsx from "clsx";
import { type ComponentProps, type MouseEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { useFormStatus } from "react-dom";
import { type ButtonSize, type ButtonVariant, buttonClass } from "./button-class";
import { Spinner } from "./spinner";
import { tip } from "./tip";

type Look = { variant?: ButtonVariant; size?: ButtonSize };

export type ButtonProps = ComponentProps<"button"> &
  Look & {
    /** Before the text; the spinner takes its place while loading. */
    icon?: ReactNode;
    /** Work is under way: a spinner for at least 300 ms, presses are ignored, focus stays. */
    loading?: boolean;
  };

/** A button stays focusable when it can't be used (aria-disabled), so that a reader finds it and its reason. */
export function Button({ variant, size, icon, loading = false, disabled, children, ...rest }: ButtonProps) {
  const busy = useAtLeast(loading, 300);
  return (
    <button
      type="button"
      {...rest}
      {...pressable(rest, busy, disabled, clsx(buttonClass(variant, size), rest.className))}
    >
      {busy ? <Spinner /> : icon}
      {children}
    </button>
  );
}

/** The button that sends its form; it waits by itself while the form's action runs. */
export function SubmitButton({ loading, ...rest }: ButtonProps) {
  const { pending } = useFormStatus();
  return <Button {...rest} type="submit" loading={pending || loading === true} />;
}

export type IconButtonProps = Omit<ComponentProps<"button">, "aria-label"> &
  Look & {
    /** Says what it does, to readers and in the tooltip. */
    label: string;
    loading?: boolean;
    /** false where something else explains the icon already. */
    tooltip?: boolean;
  };

/** A square button with an icon alone. */
export function IconButton({
  label,
  variant = "ghost",
  size,
  loading = false,
  disabled,
  tooltip = true,
  children,
  ...rest
}: IconButtonProps) {
  const busy = useAtLeast(loading, 300);
  const look = clsx(buttonClass(variant, size, "square"), rest.className);
  return (
    <button
      type="button"
      aria-label={label}
      {...(tooltip && tip(label))}
      {...rest}
      {...pressable(rest, busy, disabled, look)}
    >
      {busy ? <Spinner /> : children}
    </button>
  );
}

function pressable(
  { onClick }: ComponentProps<"button">,
  busy: boolean,
  disabled: boolean | undefined,
  className: string,
): ComponentProps<"button"> {
  const blocked = busy || disabled === true;
  return {
    className,
    "aria-busy": busy || undefined,
    "aria-disabled": blocked || undefined,
    onClick: (event: MouseEvent<HTMLButtonElement>) => {
      if (blocked) event.preventDefault();
      else onClick?.(event);
    },
  };
}

/** Stays true for `holdMs` after it became true, so that nothing flickers. */
function useAtLeast(active: boolean, holdMs: number): boolean {
  const [held, setHeld] = useState(false);
  const since = useRef(0);
  useEffect(() => {
    if (active) {
      since.current = Date.now();
      setHeld(true);
      return;
    }
    const timer = setTimeout(() => setHeld(false), Math.max(0, since.current + holdMs - Date.now()));
    return () => clearTimeout(timer);
  }, [active, holdMs]);
  return active || held;
}
