import clsx from "clsx";

export type ButtonVariant = "primary" | "default" | "ghost" | "danger" | "danger-solid" | "inverse";

/** s 28 px, m 32, l 38; on phones 36, 44 and 48. */
export type ButtonSize = "s" | "m" | "l";

const variants: Record<ButtonVariant, string> = {
  primary: "border-accent bg-accent text-on-accent shadow-1 hover:border-accent-hover hover:bg-accent-hover",
  default: "border-line-strong bg-surface text-ink shadow-1 hover:bg-hover active:bg-pressed",
  ghost: "border-transparent text-ink-2 hover:bg-hover active:bg-pressed",
  danger: "border-bad-line bg-surface text-bad shadow-1 hover:bg-bad-soft active:border-bad",
  "danger-solid": "border-bad bg-bad text-on-accent shadow-1 hover:brightness-92",
  inverse: "border-term-line bg-term-2 text-term-ink hover:bg-term-3",
};

const sizes: Record<ButtonSize, string> = {
  s: "h-9 px-[9px] md:h-7",
  m: "h-11 px-3 md:h-8",
  l: "h-12 px-4 text-panel md:h-[38px]",
};

const squares: Record<ButtonSize, string> = {
  s: "size-9 md:size-7",
  m: "size-11 md:size-8",
  l: "size-12 md:size-[38px]",
};

/** The classes of everything that looks like a button, link or not. */
export function buttonClass(
  variant: ButtonVariant = "default",
  size: ButtonSize = "m",
  shape: "text" | "square" = "text",
): string {
  return clsx("button", shape === "text" ? sizes[size] : squares[size], variants[variant]);
}
