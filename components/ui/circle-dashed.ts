import icon from "./icon";

/** Lucide's, of one stroke in place of eight: a page has dozens. */
export const CircleDashed = icon({
  node: [["circle", { cx: 12, cy: 12, r: 10, strokeDasharray: "3.83 4.024", strokeDashoffset: 1.915 }]],
});
