import clsx from "clsx";
import type { ReactNode } from "react";
import { Link } from "./link";
import { segmented } from "./segmented-class";

type LinkOption = { href: string; label: ReactNode; current: boolean };

/** The same look for views that live in the URL (24 h, 7 d, 30 d). */
export function SegmentedLinks({ label, options }: { label: string; options: LinkOption[] }) {
  return (
    <nav aria-label={label} className={clsx(segmented.frame, segmented.sizes.m)}>
      {options.map((option) => (
        <Link
          key={option.href}
          href={option.href}
          scroll={false}
          aria-current={option.current ? "true" : undefined}
          className={clsx(segmented.item, option.current && segmented.chosen)}
        >
          {option.label}
        </Link>
      ))}
    </nav>
  );
}
