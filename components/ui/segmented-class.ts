/** The looks of one of a few, all in view: radio buttons or links. */
export const segmented = {
  frame: "inline-flex max-w-full flex-none rounded-control border bg-surface p-[2px]",
  sizes: {
    m: "min-h-11 gap-px border-line-strong md:min-h-8 *:px-2.5",
    l: "min-h-12 gap-px border-control-line md:min-h-[38px] *:px-2 md:*:px-3",
  },
  item: "flex min-w-[30px] flex-auto items-center justify-center gap-1.5 whitespace-nowrap rounded-tag font-medium text-ink-3 transition-colors duration-90 hover:text-ink",
  chosen: "bg-hover text-ink inset-ring inset-ring-line",
};
