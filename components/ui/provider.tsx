"use client";

import { type ReactNode, useState } from "react";
import { Announcer } from "./announce";

/** What the primitives need once a document: nonce, the polite live region. */
export function UiProvider({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  // A later render of the layout has another nonce; the document's policy knows only the first.
  const [documentNonce] = useState(nonce);
  // Read by react-style-singleton, with which Radix locks scrolling behind a dialog.
  if (typeof window !== "undefined") Object.assign(window, { __webpack_nonce__: documentNonce });
  return (
    <>
      {children}
      <Announcer />
    </>
  );
}
