"use client";

import clsx from "clsx";
import { Check } from "lucide-react";
import { Menu as Radix } from "radix-ui/internal";
import { type ReactNode, type RefObject, useRef } from "react";
import { Link } from "./link";

type MenuContentProps = {
  button: RefObject<HTMLElement | null>;
  /** Opened with the keyboard: the first item has the focus. */
  byKeys: boolean;
  onClose: () => void;
  align?: "start" | "end";
  side?: "top" | "bottom" | "right";
  className?: string;
  children: ReactNode;
};

/** What an open menu is. */
export function MenuContent(props: MenuContentProps) {
  const { button, byKeys, onClose, align = "end", side = "bottom", className, children } = props;
  const content = useRef<HTMLDivElement>(null);
  const leftForAnother = useRef(false);
  const focusFirst = (event: Event) => {
    event.preventDefault();
    content.current?.querySelector<HTMLElement>('[role^="menuitem"]:not([data-disabled])')?.focus();
  };
  const focusButton = (event: Event) => {
    event.preventDefault();
    if (!leftForAnother.current) button.current?.focus();
  };
  return (
    <Radix.Root open modal={false} onOpenChange={(open) => open || onClose()}>
      <Radix.Anchor virtualRef={button as RefObject<HTMLElement>} />
      <Radix.Portal>
        <Radix.Content
          ref={content}
          id={`${button.current?.id}-menu`}
          aria-labelledby={button.current?.id}
          align={align}
          side={side}
          sideOffset={5}
          collisionPadding={8}
          // Radix asks for the keys that were pressed while it was there; it came with the first one.
          {...(byKeys && { onOpenAutoFocus: focusFirst })}
          onCloseAutoFocus={focusButton}
          onInteractOutside={() => {
            leftForAnother.current = true;
          }}
          className={clsx(
            "z-50 max-h-(--radix-popper-available-height) min-w-[180px] max-w-[320px] animate-open overflow-y-auto rounded-panel border border-line-strong bg-surface p-1 shadow-3",
            className,
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

const itemClass =
  "flex min-h-11 select-none items-center gap-2.5 rounded-control px-2.5 py-1 outline-none md:min-h-8 [&_svg]:size-4 " +
  "data-highlighted:bg-hover data-disabled:cursor-not-allowed data-disabled:text-ink-3";

type MenuItemProps = {
  icon?: ReactNode;
  /** Goes there instead of calling onSelect. */
  href?: string;
  onSelect?: () => void;
  danger?: boolean;
  disabled?: boolean;
  /** Why it is disabled, or what it will do. */
  hint?: ReactNode;
  children: ReactNode;
};

export function MenuItem({
  icon,
  href,
  onSelect,
  danger = false,
  disabled = false,
  hint,
  children,
}: MenuItemProps) {
  const look = clsx(itemClass, danger ? "text-bad" : "[&_svg]:text-ink-3");
  const content = (
    <>
      {icon}
      <span className="min-w-0 flex-1">
        {children}
        {hint && <span className="block text-ink-3 text-meta">{hint}</span>}
      </span>
    </>
  );
  if (href !== undefined && !disabled)
    return (
      <Radix.Item asChild className={look}>
        <Link href={href}>{content}</Link>
      </Radix.Item>
    );
  return (
    <Radix.Item disabled={disabled} className={look} {...(onSelect && { onSelect })}>
      {content}
    </Radix.Item>
  );
}

type MenuLinkProps = { href: string; current?: boolean; download?: boolean; children: ReactNode };

/** A place in the same list, the present one ticked; with `download`, a file. */
export function MenuLink({ href, current = false, download = false, children }: MenuLinkProps) {
  return (
    <Radix.Item asChild className={itemClass}>
      {download ? (
        // A page's link would be fetched ahead.
        <a href={href} download>
          {children}
        </a>
      ) : (
        <Link href={href} scroll={false} aria-current={current ? "true" : undefined}>
          <span className="min-w-0 flex-1">{children}</span>
          {current && <Check aria-hidden />}
        </Link>
      )}
    </Radix.Item>
  );
}

export const MenuSeparator = () => <Radix.Separator className="mx-2.5 my-1 h-px bg-line" />;

export const MenuLabel = ({ children }: { children: ReactNode }) => (
  <Radix.Label className="px-2.5 pt-2 pb-1 text-ink-3 text-meta">{children}</Radix.Label>
);

type MenuCheckProps = { checked: boolean; onCheckedChange: (checked: boolean) => void; children: ReactNode };

/** On or off inside a menu, which stays open. */
export const MenuCheck = ({ children, ...state }: MenuCheckProps) => (
  <Radix.CheckboxItem {...state} className={itemClass} onSelect={(event) => event.preventDefault()}>
    <span className="min-w-0 flex-1">{children}</span>
    <Radix.ItemIndicator>✓</Radix.ItemIndicator>
  </Radix.CheckboxItem>
);

type MenuChoiceProps<Value extends string> = {
  label: string;
  value: Value;
  options: readonly { value: Value; label: ReactNode; icon?: ReactNode }[];
  onValueChange: (value: Value) => void;
};

/** One of several inside a menu. */
export function MenuChoice<Value extends string>({
  label,
  value,
  options,
  onValueChange,
}: MenuChoiceProps<Value>) {
  return (
    <Radix.RadioGroup aria-label={label} value={value} onValueChange={(next) => onValueChange(next as Value)}>
      {options.map((option) => (
        <Radix.RadioItem
          key={option.value}
          value={option.value}
          className={clsx(itemClass, "[&_svg]:text-ink-3")}
        >
          {option.icon}
          <span className="min-w-0 flex-1">{option.label}</span>
          <Radix.ItemIndicator>
            <Check aria-hidden />
          </Radix.ItemIndicator>
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}
