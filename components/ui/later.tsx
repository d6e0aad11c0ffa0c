"use client";

import { type ComponentType, lazy, type ReactNode, Suspense, useEffect, useRef } from "react";

/** What was done last in parts whose code wasn't there. */
let pressed: HTMLElement | null = null;
const typed = new Map<HTMLInputElement, string>();

if (typeof document !== "undefined") {
  const within = "[data-later] :is(button, input:is([type=checkbox], [type=radio]))";
  const onClick = (event: MouseEvent) => {
    pressed = event.target instanceof Element ? event.target.closest<HTMLElement>(within) : null;
    if (!pressed) return;
    // React would do it too if the code came with this very press.
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const onInput = ({ target }: Event) => {
    if (target instanceof HTMLInputElement && target.matches("[data-later] input:not([type])"))
      typed.set(target, target.value);
  };
  // Before whatever listens at the document.
  window.addEventListener("click", onClick, true);
  document.addEventListener("input", onInput, true);
}

/**
 * A part of a page whose code is fetched once the page can be used. Until then the server's rendering stands: its links
 * lead on, and what is pressed or typed in it is done again when the code is there. What stands beside it doesn't wait.
 */
export function later<Props extends object>(fetchPart: () => Promise<ComponentType<Props>>) {
  // The cast keeps the part's own properties, which lazy() loses.
  const Part = lazy(async () => ({ default: await fetchPart() })) as unknown as ComponentType<Props>;
  return (props: Props) => (
    <Suspense>
      <Here>
        <Part {...props} />
      </Here>
    </Suspense>
  );
}

function Here({ children }: { children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.removeAttribute("data-later");
    for (const [input, text] of typed) if (place.current?.contains(input)) typeAgain(input, text);
    if (!place.current?.contains(pressed)) return;
    pressed?.click();
    pressed = null;
  }, []);
  return (
    <div ref={place} data-later="" className="contents">
      {children}
    </div>
  );
}

/** React hears of a text only when it isn't the one that it set itself. */
function typeAgain(input: HTMLInputElement, text: string) {
  typed.delete(input);
  input.value = "";
  input.setRangeText(text, 0, 0, "end");
  input.dispatchEvent(new Event("input", { bubbles: true }));
}
