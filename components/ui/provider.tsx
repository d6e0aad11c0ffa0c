"use client";

import { createContext, type ReactNode, useContext, useState } from "react";
import { Announcer } from "./announce";
import { Toaster } from "./toaster";
import { Tooltips } from "./tooltips";

const NonceContext = createContext<string | undefined>(undefined);

/** The style nonce of this document, for the few Radix parts that bring a <style> of their own. */
export const useNonce = (): string | undefined => useContext(NonceContext);

/** What the primitives need once a document: nonce, the tooltip, toasts, the polite live region. */
export function UiProvider({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  // A later render of the layout has another nonce; the document's policy knows only the first.
  const [documentNonce] = useState(nonce);
  // Read by react-style-singleton, with which Radix locks scrolling behind a dialog.
  if (typeof window !== "undefined") Object.assign(window, { __webpack_nonce__: documentNonce });
  return (
    <NonceContext value={documentNonce}>
      {children}
      <Tooltips />
      <Toaster />
      <Announcer />
    </NonceContext>
  );
}
