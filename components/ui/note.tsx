import clsx from "clsx";
import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";

export type Tone = "info" | "ok" | "warn" | "bad";

const tones = {
  info: { Icon: Info, box: "border-line bg-sunken", icon: "text-ink-3" },
  ok: { Icon: CircleCheck, box: "border-ok-line bg-ok-soft", icon: "text-ok" },
  warn: { Icon: TriangleAlert, box: "border-warn-line bg-warn-soft", icon: "text-warn" },
  bad: { Icon: CircleAlert, box: "border-bad-line bg-bad-soft", icon: "text-bad" },
};

type NoteProps = Omit<ComponentProps<"div">, "title"> & {
  tone?: Tone;
  title?: ReactNode;
  /** A link or a button that resolves it. */
  action?: ReactNode;
};

/** Something to know in the place it concerns. Give role="alert" or "status" when it appears by itself. */
export function Note({ tone = "info", title, action, className, children, ...rest }: NoteProps) {
  const { Icon, box, icon } = tones[tone];
  return (
    <div
      {...rest}
      className={clsx("flex gap-2.5 rounded-control border px-3.5 py-2.5 text-ink-2", box, className)}
    >
      <Icon size={16} aria-hidden className={clsx("mt-0.5", icon)} />
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-4 gap-y-2">
        <div className="wrap-anywhere min-w-0 flex-[1_1_220px]">
          {title && <p className="font-semibold text-ink">{title}</p>}
          {children}
        </div>
        {action}
      </div>
    </div>
  );
}
