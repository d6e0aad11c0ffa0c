"use client";

import { useSyncExternalStore } from "react";

/** What couldn't be stored: storage may be forbidden or full. Then it's only for now. */
const unstored = new Map<string, string>();
const listeners = new Set<() => void>();

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/**
 * A choice that the browser remembers for the next time (a region, a tool); nothing secret. All that use it on a page
 * change together. The server doesn't know it and renders the fallback.
 */
export function useRemembered(name: string, fallback: string): [string, (value: string) => void] {
  const key = `wharfkey-${name}`;
  const kept = useSyncExternalStore(
    subscribe,
    () => read(key),
    () => null,
  );
  return [kept ?? fallback, (next) => remember(key, next)];
}

function remember(key: string, value: string): void {
  try {
    window.localStorage.setItem(key, value);
    unstored.delete(key);
  } catch {
    unstored.set(key, value);
  }
  for (const listener of listeners) listener();
}

function read(key: string): string | null {
  const value = unstored.get(key);
  if (value !== undefined) return value;
  try {
    return window.localStorage.getItem(key);
  } catch {
    return null;
  }
}
