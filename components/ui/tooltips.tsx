"use client";

import clsx from "clsx";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";

const openAfterMs = 400;
/** Another tooltip within this time opens at once. */
const warmMs = 300;
/** Enough to get from the element to its tooltip. */
const closeAfterMs = 120;
const gap = 6;
const margin = 8;

/** The one tooltip of a document: pointing or keyboard focus opens it, Escape closes it, it stays while pointed at. */
export function Tooltips() {
  const [target, setTarget] = useState<HTMLElement>();
  const bubble = useRef<HTMLDivElement>(null);
  const id = useId();
  useEffect(() => watch(setTarget), []);
  useLayoutEffect(() => {
    if (!target || !bubble.current) return;
    place(bubble.current, target);
    const before = target.getAttribute("aria-describedby");
    target.setAttribute("aria-describedby", before ? `${before} ${id}` : id);
    return () => {
      if (before) target.setAttribute("aria-describedby", before);
      else target.removeAttribute("aria-describedby");
    };
  }, [target, id]);
  if (!target) return null;
  return createPortal(
    <div
      ref={bubble}
      id={id}
      role="tooltip"
      className={clsx(
        "pointer-events-auto fixed top-0 left-0 z-50 w-max max-w-[280px] animate-fade rounded-control bg-ink px-2 py-1 text-canvas text-meta shadow-2",
        target.dataset.tipClass,
      )}
    >
      {target.dataset.tip}
    </div>,
    document.body,
  );
}

/** Beside or above the element, below it where there is no room, always inside the window. */
function place(bubble: HTMLElement, target: HTMLElement) {
  const at = target.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = bubble;
  const beside = target.dataset.tipSide === "right";
  const above = at.top - height - gap;
  const left = beside ? at.right + gap : at.left + (at.width - width) / 2;
  const top = beside ? at.top + (at.height - height) / 2 : above < margin ? at.bottom + gap : above;
  bubble.style.left = `${Math.max(margin, Math.min(left, innerWidth - width - margin))}px`;
  bubble.style.top = `${Math.max(margin, top)}px`;
}

const tipped = (node: unknown) =>
  node instanceof Element ? (node.closest<HTMLElement>("[data-tip]") ?? undefined) : undefined;

/** Calls `show` with the element whose tooltip is to be seen. Returns what ends it. */
function watch(show: (target: HTMLElement | undefined) => void): () => void {
  let shown: HTMLElement | undefined;
  let pointed: HTMLElement | undefined;
  let closedAt = 0;
  let timer: ReturnType<typeof setTimeout>;
  const set = (target: HTMLElement | undefined) => {
    clearTimeout(timer);
    if (shown && !target) closedAt = Date.now();
    shown = target;
    show(target);
  };
  const point = (target: HTMLElement | undefined) => {
    if (target === pointed) return;
    pointed = target;
    clearTimeout(timer);
    const warm = shown || Date.now() - closedAt < warmMs;
    if (target) timer = setTimeout(() => set(target), warm ? 0 : openAfterMs);
    else if (shown && !shown.matches(":focus-visible"))
      timer = setTimeout(() => set(undefined), closeAfterMs);
  };
  const onOver = ({ target, pointerType }: PointerEvent) => {
    if (pointerType === "touch") return;
    const overBubble = target instanceof Element && target.closest('[role="tooltip"]');
    point(overBubble ? shown : tipped(target));
  };
  const listeners: [string, (event: never) => void][] = [
    ["pointerover", onOver],
    ["pointerout", ({ relatedTarget }: PointerEvent) => relatedTarget || point(undefined)],
    [
      "focusin",
      ({ target }: FocusEvent) => (target as Element).matches(":focus-visible") && set(tipped(target)),
    ],
    ["focusout", () => shown && set(undefined)],
    ["pointerdown", () => set(undefined)],
    ["click", () => set(undefined)],
    ["scroll", ({ target }: Event) => shown && (target as Node).contains(shown) && set(undefined)],
    [
      "keydown",
      (event: KeyboardEvent) => {
        if (event.key !== "Escape" || !shown) return;
        // The tooltip alone: the dialog below it stays.
        event.stopPropagation();
        set(undefined);
      },
    ],
  ];
  for (const [type, listener] of listeners) window.addEventListener(type, listener as EventListener, true);
  // Pointer or focus may have come before this was fetched.
  point(tipped(document.querySelector("[data-tip]:is(:hover, :focus-visible)")));
  return () => {
    clearTimeout(timer);
    for (const [type, listener] of listeners)
      window.removeEventListener(type, listener as EventListener, true);
  };
}
