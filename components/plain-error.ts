import type { CSSProperties } from "react";

/**
 * How Next's own error page looks (see next.config.js). It is shown only when Next itself fails: what a page's frame does
 * then is app/global-error.tsx. Next's own styles are 1 kB of every page.
 */
export const errorStyles: Record<string, CSSProperties> = {
  container: { padding: "2rem", fontFamily: "system-ui" },
};
export const errorThemeCss = "";
export const WarningIcon = () => null;
