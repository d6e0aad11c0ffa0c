export type ToastItem = { id: number; text: string; tone: "ok" | "bad" };

let items: ToastItem[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function change(next: ToastItem[]) {
  items = next;
  for (const listener of listeners) listener();
}

/** What is shown now, for the one view of it. */
export const toasts = {
  items: (): readonly ToastItem[] => items,
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  close: (id: number) => change(items.filter((item) => item.id !== id)),
};

/** Confirms what has no place of its own on the page ("Key retired"). Never a secret, never the only error. */
export function toast(text: string, tone: ToastItem["tone"] = "ok"): void {
  change([...items.slice(-2), { id: nextId++, text, tone }]);
}
