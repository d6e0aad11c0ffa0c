"use client";

import { useSyncExternalStore } from "react";

let message = "";
const listeners = new Set<() => void>();

function change(text: string) {
  message = text;
  for (const listener of listeners) listener();
}

/** Says something once, politely, to screen readers. Never a secret. */
export function announce(text: string): void {
  change("");
  // The same words twice are only spoken twice when the region was empty in between.
  setTimeout(() => change(text), 50);
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export function Announcer() {
  const text = useSyncExternalStore(
    subscribe,
    () => message,
    () => "",
  );
  return (
    <div role="status" aria-live="polite" className="sr-only">
      {text}
    </div>
  );
}
