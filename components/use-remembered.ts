"use client";

import { useState, useSyncExternalStore } from "react";

const never = () => () => {};

/**
 * A choice that the browser remembers for the next time (a region, a tool); nothing secret. The server doesn't
 * know it and renders the fallback.
 */
export function useRemembered(name: string, fallback: string): [string, (value: string) => void] {
  const key = `wharfkey-${name}`;
  const kept = useSyncExternalStore(
    never,
    () => read(key),
    () => null,
  );
  const [chosen, setChosen] = useState<string>();
  const remember = (next: string) => {
    setChosen(next);
    try {
      window.localStorage.setItem(key, next);
    } catch {
      // Storage may be forbidden or full; then it's only for now.
    }
  };
  return [chosen ?? kept ?? fallback, remember];
}

function read(key: string): string | null {
  try {
    return window.localStorage.getItem(key);
  } catch {
    return null;
  }
}
