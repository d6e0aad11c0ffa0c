"use client";

import { CircleAlert, CircleCheck, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Toast } from "radix-ui";
import { useSyncExternalStore } from "react";

type Item = { id: number; text: string; tone: "ok" | "bad"; open: boolean };

let items: Item[] = [];
let nextId = 1;
const none: Item[] = [];
const listeners = new Set<() => void>();

function change(next: Item[]) {
  items = next;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Confirms what has no place of its own on the page ("Key retired"). Never a secret, never the only error. */
export function toast(text: string, tone: Item["tone"] = "ok"): void {
  change([...items.filter((item) => item.open).slice(-2), { id: nextId++, text, tone, open: true }]);
}

const close = (id: number) => change(items.map((item) => (item.id === id ? { ...item, open: false } : item)));

// Own and small: a library that adds its <style> at run time would need a hole in the policy.
export function Toaster() {
  const t = useTranslations("common");
  const shown = useSyncExternalStore(
    subscribe,
    () => items,
    () => none,
  );
  return (
    <Toast.Provider label={t("notifications")} duration={5000}>
      {shown.map((item) => (
        <Toast.Root
          key={item.id}
          open={item.open}
          onOpenChange={(open) => open || close(item.id)}
          className="flex animate-open items-center gap-2.5 rounded-control bg-ink py-2 pr-2 pl-3.5 font-medium text-canvas shadow-3"
        >
          {item.tone === "ok" ? <CircleCheck size={16} aria-hidden /> : <CircleAlert size={16} aria-hidden />}
          <Toast.Description className="min-w-0 flex-1">{item.text}</Toast.Description>
          <Toast.Close
            aria-label={t("close")}
            className="grid size-7 place-items-center rounded-tag opacity-70 hover:opacity-100"
          >
            <X size={14} aria-hidden />
          </Toast.Close>
        </Toast.Root>
      ))}
      <Toast.Viewport className="fixed bottom-5 left-1/2 z-50 flex w-max max-w-[calc(100vw-24px)] -translate-x-1/2 flex-col gap-2" />
    </Toast.Provider>
  );
}
