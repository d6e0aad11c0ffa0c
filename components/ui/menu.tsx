"use client";

import {
  cloneElement,
  type KeyboardEvent,
  lazy,
  type MouseEvent,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
  Suspense,
  useId,
  useRef,
  useState,
} from "react";

const parts = () => import("./menu-parts");
type Parts = Awaited<ReturnType<typeof parts>>;

/** Fetched with the first menu that someone is about to open. */
const part = <Name extends keyof Parts>(name: Name) =>
  // The cast keeps the type's own parameters, which lazy() loses.
  lazy(async () => ({ default: (await parts())[name] as () => ReactNode })) as unknown as Parts[Name];

const MenuContent = part("MenuContent");
export const MenuItem = part("MenuItem");
export const MenuLink = part("MenuLink");
export const MenuSeparator = part("MenuSeparator");
export const MenuLabel = part("MenuLabel");
export const MenuChoice = part("MenuChoice");
export const MenuCheck = part("MenuCheck");

type MenuProps = {
  /** One button. */
  trigger: ReactElement<Record<string, unknown>>;
  align?: "start" | "end";
  side?: "top" | "bottom" | "right";
  className?: string;
  /** Fetches what the children are made of, where that isn't here yet. */
  ahead?: () => Promise<unknown>;
  children: ReactNode;
};

/** Actions behind a button; arrow keys, type-ahead, Escape. Doesn't lock the page behind it. */
export function Menu({ trigger, ahead, children, ...look }: MenuProps) {
  const [open, setOpen] = useState<"pointer" | "keys">();
  const button = useRef<HTMLElement>(null);
  const id = useId();
  const fetchAhead = () => void Promise.all([parts(), ahead?.()]).catch(() => undefined);
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0 || event.ctrlKey) return;
    // Focus goes into the menu.
    if (!open) event.preventDefault();
    setOpen(open ? undefined : "pointer");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!["Enter", " ", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    setOpen(open && event.key !== "ArrowDown" ? undefined : "keys");
  };
  return (
    <>
      {cloneElement(trigger, {
        ref: button,
        id,
        "aria-haspopup": "menu",
        "aria-expanded": open !== undefined,
        "aria-controls": open && `${id}-menu`,
        onPointerEnter: fetchAhead,
        onFocus: fetchAhead,
        onPointerDown,
        // Pressed by speech or another program: there was no pointer.
        onClick: ({ detail }: MouseEvent) => detail === 0 && setOpen(open ?? "keys"),
        onKeyDown,
      })}
      {open && (
        <Suspense>
          <MenuContent {...look} button={button} byKeys={open === "keys"} onClose={() => setOpen(undefined)}>
            {children}
          </MenuContent>
        </Suspense>
      )}
    </>
  );
}
