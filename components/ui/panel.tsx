import clsx from "clsx";
import { type ComponentProps, type ReactNode, useId } from "react";

type PanelProps = Omit<ComponentProps<"section">, "title"> & {
  title?: ReactNode;
  /** A count or a state beside the title. */
  meta?: ReactNode;
  /** Buttons or filters at the right end of the header. */
  actions?: ReactNode;
  /** In its own strip at the bottom. */
  footer?: ReactNode;
  /** Pads the body; leave it out for tables and lists that run to the edges. */
  padded?: boolean;
};

/** A surface with a hairline: header, body, footer. Named by its title. */
export function Panel({
  title,
  meta,
  actions,
  footer,
  padded = false,
  className,
  children,
  ...rest
}: PanelProps) {
  const titleId = useId();
  return (
    <section
      {...(title && { "aria-labelledby": titleId })}
      {...rest}
      className={clsx(
        "flex min-w-0 flex-col rounded-panel border border-line bg-surface shadow-1",
        className,
      )}
    >
      {title && (
        <header className="flex min-h-[46px] flex-wrap items-center gap-x-2.5 gap-y-2 border-line border-b px-4 py-[7px]">
          <h2 id={titleId} className="font-[560] text-panel tracking-[-.012em]">
            {title}
          </h2>
          {meta !== undefined && meta !== false && <span className="text-ink-3">{meta}</span>}
          {actions && <div className="ml-auto flex flex-wrap items-center gap-2">{actions}</div>}
        </header>
      )}
      <div className={clsx("min-w-0 flex-1", padded && "p-4")}>{children}</div>
      {footer && <footer className="border-line border-t px-4 py-[9px] text-ink-3">{footer}</footer>}
    </section>
  );
}

/** Names and values, one pair a line; under each other on phones only when they don't fit. */
export function KeyValues({
  items,
  className,
}: {
  items: { label: ReactNode; value: ReactNode }[];
  className?: string;
}) {
  return (
    <dl className={clsx("grid grid-cols-[112px_minmax(0,1fr)] gap-x-3 gap-y-[7px]", className)}>
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list
        <div key={index} className="contents">
          <dt className="text-ink-3">{item.label}</dt>
          <dd className="wrap-anywhere min-w-0">{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
