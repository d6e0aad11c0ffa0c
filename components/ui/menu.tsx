"use client";

import clsx from "clsx";
import { Check } from "lucide-react";
import Link from "next/link";
import { DropdownMenu as Radix } from "radix-ui";
import type { ReactElement, ReactNode } from "react";

type MenuProps = {
  /** One button. */
  trigger: ReactElement;
  align?: "start" | "end";
  side?: "top" | "bottom" | "right";
  className?: string;
  children: ReactNode;
};

/** Actions behind a button; arrow keys, type-ahead, Escape. Doesn't lock the page behind it. */
export function Menu({ trigger, align = "end", side = "bottom", className, children }: MenuProps) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          side={side}
          sideOffset={5}
          collisionPadding={8}
          className={clsx(
            "z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-[180px] max-w-[320px] animate-open overflow-y-auto rounded-panel border border-line-strong bg-surface p-1 shadow-3",
            className,
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export const menuItemClass =
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
  const look = clsx(menuItemClass, danger ? "text-bad" : "[&_svg]:text-ink-3");
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

export const MenuSeparator = () => <Radix.Separator className="mx-2.5 my-1 h-px bg-line" />;

export const MenuLabel = ({ children }: { children: ReactNode }) => (
  <Radix.Label className="px-2.5 pt-2 pb-1 text-ink-3 text-meta">{children}</Radix.Label>
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
          className={clsx(menuItemClass, "[&_svg]:text-ink-3")}
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
