import clsx from "clsx";
import type { ReactNode } from "react";

const tones = {
  neutral: "bg-sunken text-ink-2 inset-ring-line",
  accent: "bg-accent-soft text-accent inset-ring-accent-line",
  ok: "bg-ok-soft text-ok inset-ring-ok-line",
  warn: "bg-warn-soft text-warn inset-ring-warn-line",
  bad: "bg-bad-soft text-bad inset-ring-bad-line",
};

export type TagTone = keyof typeof tones;

/** A short word attached to something else: "new", "left", "+2". */
export function Tag({
  tone = "neutral",
  icon,
  children,
}: {
  tone?: TagTone;
  icon?: ReactNode;
  children: ReactNode;
}) {
  return (
    <span
      className={clsx(
        "inset-ring inline-flex h-[21px] items-center gap-[5px] whitespace-nowrap rounded-tag px-[7px] font-medium text-meta [&_svg]:size-3.5",
        tones[tone],
      )}
    >
      {icon}
      {children}
    </span>
  );
}

const statusTones = {
  ok: "text-ink [&_svg]:text-ok",
  accent: "text-accent",
  warn: "text-warn",
  bad: "text-bad",
  off: "text-ink-3",
};

export type StatusTone = keyof typeof statusTones;

/** A state: a shape first, a word second, colour third. */
export function StatusText({
  tone,
  icon,
  children,
}: {
  tone: StatusTone;
  icon: ReactNode;
  children: ReactNode;
}) {
  return (
    <span
      className={clsx(
        "inline-flex items-center gap-1.5 whitespace-nowrap font-medium [&_svg]:size-[13px] [&_svg]:stroke-2",
        statusTones[tone],
      )}
    >
      {icon}
      {children}
    </span>
  );
}
