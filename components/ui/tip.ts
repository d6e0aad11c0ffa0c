/** Attributes that give an element a tooltip: a few words, never the only place something is said. */
export const tip = (text: string, look: { side?: "top" | "right"; className?: string } = {}) => ({
  "data-tip": text,
  "data-tip-side": look.side,
  "data-tip-class": look.className,
});
