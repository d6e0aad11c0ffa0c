"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";

/**
 * Holds people back from leaving a page while `active`: links inside the app ask, closing the tab lets the browser
 * ask. The caller shows the question while `asking`.
 */
export function useLeaveGuard(active: boolean): { asking: boolean; stay: () => void; leave: () => void } {
  const router = useRouter();
  const [target, setTarget] = useState<string>();
  const leaving = useRef(false);

  useEffect(() => {
    if (!active) return;
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      if (!(link instanceof HTMLAnchorElement) || event.defaultPrevented || event.button !== 0) return;
      if (link.target || link.hasAttribute("download") || event.metaKey || event.ctrlKey || event.shiftKey)
        return;
      const url = new URL(link.href);
      if (url.origin !== window.location.origin || url.pathname === window.location.pathname) return;
      event.preventDefault();
      event.stopPropagation();
      setTarget(url.pathname + url.search + url.hash);
    };
    const onUnload = (event: BeforeUnloadEvent) => {
      if (!leaving.current) event.preventDefault();
    };
    // In the capture phase: before the link is followed.
    document.addEventListener("click", onClick, true);
    window.addEventListener("beforeunload", onUnload);
    return () => {
      document.removeEventListener("click", onClick, true);
      window.removeEventListener("beforeunload", onUnload);
    };
  }, [active]);

  return {
    asking: target !== undefined,
    stay: () => setTarget(undefined),
    leave: () => {
      leaving.current = true;
      if (target) router.push(target);
      setTarget(undefined);
    },
  };
}
