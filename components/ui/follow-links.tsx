"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** Follows every `Link` of the document: one listener, in place of a component for each in the page's scripts. */
export function FollowLinks() {
  const router = useRouter();
  useEffect(() => {
    const onClick = (event: MouseEvent) => {
      const link =
        event.target instanceof Element && event.target.closest<HTMLAnchorElement>("a[data-follow]");
      if (!link || event.defaultPrevented || event.button !== 0) return;
      // To another tab or window, or into a file: the browser's own.
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      router.push(link.href, { scroll: link.dataset.follow === "top" });
    };
    // Beyond React's own listeners, which may have prevented it.
    window.addEventListener("click", onClick);
    return () => window.removeEventListener("click", onClick);
  }, [router]);
  return null;
}
