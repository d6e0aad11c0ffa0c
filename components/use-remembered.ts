"use client";

import { useState } from "react";

/**
 * A choice that the browser remembers for the next time (a region, a tool); nothing secret. Only for parts that
 * are never rendered on the server, which doesn't know it.
 */
export function useRemembered(name: string, fallback: string): [string, (value: string) => void] {
  const key = `wharfkey-${name}`;
  const [value, setValue] = useState(() => read(key) ?? fallback);
  const remember = (next: string) => {
    setValue(next);
    try {
      window.localStorage.setItem(key, next);
    } catch {
      // Storage may be forbidden or full; then it's only for now.
    }
  };
  return [value, remember];
}

function read(key: string): string | null {
  try {
    return window.localStorage.getItem(key);
  } catch {
    return null;
  }
}
