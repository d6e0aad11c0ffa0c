// The regions' fills: neighbours differ in lightness, so that they stay apart without colours.
const colors = [
  { color: "var(--r-us)" },
  { color: "var(--r-de)", edge: "var(--e-de)" },
  { color: "var(--r-uk)" },
  { color: "var(--r-jp)" },
  { color: "var(--r-au)", edge: "var(--e-au)" },
];

/** The fill of what is shown apart, largest first. */
export function seriesColor(index: number): { color: string; edge?: string } {
  return colors[index % colors.length] ?? { color: restColor };
}

/** The fill of all the rest. */
export const restColor = "var(--faint)";
