"use client";

import { CircleAlert, CircleCheck, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FocusEvent, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { type ToastItem, toasts } from "./toaster";

const lifeMs = 5000;

/** Toasts go after five seconds, not while pointed at or focused; F8 goes to them. */
export function Toasts() {
  const t = useTranslations("common");
  const region = useRef<HTMLElement>(null);
  const [held, setHeld] = useState(false);
  const shown = useSyncExternalStore(toasts.subscribe, toasts.items);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) =>
      event.key === "F8" && toasts.items().length > 0 && region.current?.focus();
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  const onBlur = ({ currentTarget, relatedTarget }: FocusEvent) =>
    currentTarget.contains(relatedTarget) || setHeld(false);
  return (
    <section
      ref={region}
      aria-label={t("notifications")}
      tabIndex={-1}
      data-toasts
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={onBlur}
      className="fixed bottom-5 left-1/2 z-50 w-max max-w-[calc(100vw-24px)] -translate-x-1/2 outline-none"
    >
      <div role="status" aria-atomic="false" className="flex flex-col gap-2">
        {shown.map((item) => (
          <Toast
            key={item.id}
            item={item}
            held={held}
            closeLabel={t("close")}
            onClose={() => {
              region.current?.focus();
              toasts.close(item.id);
            }}
          />
        ))}
      </div>
    </section>
  );
}

type ToastProps = { item: ToastItem; held: boolean; closeLabel: string; onClose: () => void };

function Toast({ item, held, closeLabel, onClose }: ToastProps) {
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => toasts.close(item.id), lifeMs);
    return () => clearTimeout(timer);
  }, [item.id, held]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape on the button inside
    <div
      onKeyDown={(event) => event.key === "Escape" && onClose()}
      className="pointer-events-auto flex animate-open items-center gap-2.5 rounded-control bg-ink py-2 pr-2 pl-3.5 font-medium text-canvas shadow-3"
    >
      {item.tone === "ok" ? <CircleCheck size={16} aria-hidden /> : <CircleAlert size={16} aria-hidden />}
      <span className="min-w-0 flex-1">{item.text}</span>
      <button
        type="button"
        aria-label={closeLabel}
        onClick={onClose}
        className="grid size-7 place-items-center rounded-tag opacity-70 hover:opacity-100"
      >
        <X size={14} aria-hidden />
      </button>
    </div>
  );
}
