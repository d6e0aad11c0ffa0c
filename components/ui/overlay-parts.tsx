"use client";

import { Toasts } from "./toasts";
import { Tooltips } from "./tooltips";

/** All that may lie over any page. */
export const OverlayParts = () => (
  <>
    <Tooltips />
    <Toasts />
  </>
);
