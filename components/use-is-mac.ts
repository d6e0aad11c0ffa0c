"use client";

import { useSyncExternalStore } from "react";

const subscribe = () => () => {};

/** Whether keys are called ⌘ here; the server doesn't know and says no. */
export function useIsMac(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => /Mac|iPhone|iPad/.test(navigator.userAgent),
    () => false,
  );
}
