import clsx from "clsx";
import type { ReactNode } from "react";
import { Swatch } from "./chart-legend";
import { Link } from "./link";

export type Bar = {
  key: string;
  label: ReactNode;
  value: number;
  /** The value as written at the right end. */
  text: string;
  /** A CSS colour where it means something (a region); neutral otherwise. */
  color?: string;
  edge?: string;
  /** Narrows the view to this one. */
  href?: string;
};

/** Categories compared: sorted by the caller, values written out, from zero. */
export function HorizontalBars({
  bars,
  label,
  mono = false,
}: {
  bars: readonly Bar[];
  label: string;
  mono?: boolean;
}) {
  const largest = Math.max(...bars.map((bar) => bar.value), 1);
  return (
    <ul aria-label={label} className="flex flex-col gap-1.5">
      {bars.map(({ key, label: name, value, text, color, edge, href }) => (
        <li
          key={key}
          className="grid min-h-6 grid-cols-[minmax(0,38%)_minmax(0,1fr)_auto] items-center gap-3"
        >
          <span className={clsx("flex min-w-0 items-center gap-2", mono && "mono")}>
            {color && <Swatch color={color} edge={edge} />}
            {href ? (
              <Link href={href} className="truncate underline-offset-3 hover:underline">
                {name}
              </Link>
            ) : (
              <span className="truncate">{name}</span>
            )}
          </span>
          <span aria-hidden="true" className="h-[7px]">
            <span
              className="block h-full min-w-1 rounded-[1.5px]"
              style={{
                width: `${(value / largest) * 100}%`,
                background: color ?? "var(--faint)",
                boxShadow: edge && `inset 0 0 0 1px ${edge}`,
              }}
            />
          </span>
          <span className="min-w-12 text-right">{text}</span>
        </li>
      ))}
    </ul>
  );
}
