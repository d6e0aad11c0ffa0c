"use client";

import { lazy, Suspense, useEffect, useState } from "react";

const Parts = lazy(async () => {
  const parts = await import("./overlay-parts").catch(() => undefined);
  // A page that can be used is worth more than its tooltips.
  return { default: parts?.OverlayParts ?? (() => null) };
});

/** Tooltips and toasts, fetched once the page can be used: nobody has pointed at or pressed anything before. */
export function Overlays() {
  const [usable, setUsable] = useState(false);
  useEffect(() => setUsable(true), []);
  return (
    usable && (
      <Suspense>
        <Parts />
      </Suspense>
    )
  );
}
