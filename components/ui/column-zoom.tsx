"use client";

import clsx from "clsx";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import {
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type ReactNode,
  useRef,
  useState,
} from "react";
import { announce } from "./announce";
import { type Span, spanHref } from "./chart-span";

type ColumnZoomProps = {
  /** Where a time leads, without that time. */
  base: string;
  columns: readonly (Span & { title: string; total: string })[];
  /** What is shown over a column that is pointed at. */
  tip(index: number): ReactNode;
};

/**
 * The columns of a chart as links into their time. Dragging over several leads into the time of all of them. One
 * stop for the keyboard: arrows go from column to column, with Shift they take in more, Enter goes there, Escape
 * lets go. The chart's table has the same links.
 */
export function ColumnZoom({ base, columns, tip }: ColumnZoomProps) {
  const t = useTranslations("common.chart");
  const router = useRouter();
  const layer = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(columns.length - 1);
  const [pointed, setPointed] = useState<number>();
  /** Where a selection began; it goes to the active column. */
  const [anchor, setAnchor] = useState<number>();
  const dragged = useRef(false);
  const [first, last] = [Math.min(anchor ?? active, active), Math.max(anchor ?? active, active)];
  const selects = anchor !== undefined && first !== last;

  const go = () => {
    const [from, to] = [columns[first]?.from, columns[last]?.to];
    setAnchor(undefined);
    if (from && to) router.push(spanHref(base, { from, to }), { scroll: false });
  };
  const move = (to: number, extend: boolean) => {
    const next = Math.max(0, Math.min(columns.length - 1, to));
    const begin = extend ? (anchor ?? active) : undefined;
    setAnchor(begin);
    setActive(next);
    layer.current?.querySelectorAll("a")[next]?.focus();
    if (begin !== undefined && begin !== next)
      announce(
        t("selected", {
          from: columns[Math.min(begin, next)]?.title ?? "",
          to: columns[Math.max(begin, next)]?.title ?? "",
        }),
      );
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowRight: active + 1, ArrowLeft: active - 1, Home: 0, End: columns.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      move(to, event.shiftKey);
    } else if (event.key === "Enter" && selects) {
      event.preventDefault();
      go();
    } else if (event.key === "Escape" && selects) {
      event.preventDefault();
      setAnchor(undefined);
    }
  };

  const columnAt = ({ clientX }: PointerEvent) => {
    const box = layer.current?.getBoundingClientRect();
    if (!box) return 0;
    const share = (clientX - box.left) / box.width;
    return Math.max(0, Math.min(columns.length - 1, Math.floor(share * columns.length)));
  };
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    dragged.current = false;
    setAnchor(columnAt(event));
    setActive(columnAt(event));
  };
  const onPointerMove = (event: PointerEvent) => {
    if (anchor === undefined || event.buttons !== 1) return;
    const at = columnAt(event);
    if (at !== anchor && !dragged.current) {
      dragged.current = true;
      layer.current?.setPointerCapture(event.pointerId);
    }
    setActive(at);
  };
  const onPointerUp = () => {
    if (dragged.current && selects) go();
    else setAnchor(undefined);
  };

  /** With a key held the browser opens a tab or a window of its own. */
  const onClick = (event: MouseEvent, column: Span) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (!dragged.current || event.detail === 0) router.push(spanHref(base, column), { scroll: false });
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div
      ref={layer}
      role="group"
      aria-label={t("columns")}
      className="absolute inset-0 flex touch-pan-y select-none"
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={() => setAnchor(undefined)}
    >
      {columns.map((column, index) => (
        <span
          key={column.from}
          onPointerEnter={() => setPointed(index)}
          className={clsx(
            "group relative flex-1",
            selects && index >= first && index <= last ? "bg-accent/15" : "hover:bg-ink/6",
          )}
        >
          {/* Not a Link: there are up to ninety, and each of those costs the server more than all else here. */}
          {/* biome-ignore lint/a11y/useAnchorContent: its label names it */}
          <a
            href={spanHref(base, column)}
            draggable={false}
            tabIndex={index === active ? 0 : -1}
            aria-label={t("zoomIn", { column: column.title, total: column.total })}
            onFocus={() => setActive(index)}
            onClick={(event) => onClick(event, column)}
            className="absolute inset-0 cursor-zoom-in focus-visible:-outline-offset-2"
          />
          {(index === pointed || index === active) && tip(index)}
        </span>
      ))}
    </div>
  );
}
