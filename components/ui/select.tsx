"use client";

import clsx from "clsx";
import { Check, ChevronDown } from "lucide-react";
import { Select as Radix } from "radix-ui";
import { type ReactNode, useState } from "react";
import { useFieldProps } from "./field";
import { useNonce } from "./provider";

export type SelectOption<Value extends string> = {
  value: Value;
  label: ReactNode;
  /** A second line in the list. */
  hint?: ReactNode;
  disabled?: boolean;
};

type SelectProps<Value extends string> = {
  options: readonly SelectOption<Value>[];
  value?: Value;
  defaultValue?: Value;
  onValueChange?: (value: Value) => void;
  /** The form field's name. */
  name?: string;
  placeholder?: string;
  disabled?: boolean;
  required?: boolean;
  /** Names it where no Field does. */
  "aria-label"?: string;
  dense?: boolean;
  className?: string;
};

/** One of several from a list. Beyond a dozen, use Combobox. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const {
    options,
    placeholder,
    dense = false,
    className,
    onValueChange,
    "aria-label": label,
    ...root
  } = props;
  const field = useFieldProps();
  const nonce = useNonce();
  // Radix learns an option's words only in the browser; the server's page shows them too.
  const [own, setOwn] = useState(props.defaultValue);
  const chosen = options.find((option) => option.value === (props.value ?? own));
  const change = (next: string) => {
    setOwn(next as Value);
    onValueChange?.(next as Value);
  };
  return (
    <Radix.Root {...root} onValueChange={change}>
      <Radix.Trigger
        {...field}
        aria-label={label}
        className={clsx(
          "flex min-w-0 items-center gap-2 rounded-control border border-control-line bg-surface px-[11px] text-left hover:border-ink-3 aria-invalid:border-bad data-[state=open]:field-ring focus-visible:field-ring data-disabled:border-line data-disabled:bg-sunken data-disabled:text-ink-3 data-placeholder:text-ink-3",
          dense ? "h-11 text-ui md:h-8" : "h-11 text-input md:h-[38px]",
          className ?? "w-full",
        )}
      >
        <span className="min-w-0 flex-1 truncate">
          <Radix.Value placeholder={placeholder}>{chosen?.label}</Radix.Value>
        </span>
        <Radix.Icon>
          <ChevronDown size={14} aria-hidden className="text-ink-3" />
        </Radix.Icon>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={5}
          collisionPadding={8}
          className="z-50 max-h-[min(360px,var(--radix-select-content-available-height))] min-w-(--radix-select-trigger-width) max-w-[calc(100vw-16px)] animate-open overflow-hidden rounded-panel border border-line-strong bg-surface shadow-3"
        >
          <Radix.Viewport nonce={nonce} className="p-1">
            {options.map((option) => (
              <Radix.Item
                key={option.value}
                value={option.value}
                disabled={option.disabled === true}
                className="flex min-h-11 select-none items-center gap-2 rounded-control py-1 pr-2 pl-2.5 outline-none data-disabled:cursor-not-allowed data-highlighted:bg-hover data-disabled:text-ink-3 md:min-h-8"
              >
                <span className="min-w-0 flex-1">
                  <Radix.ItemText>{option.label}</Radix.ItemText>
                  {option.hint && <span className="block text-ink-3 text-meta">{option.hint}</span>}
                </span>
                <Radix.ItemIndicator>
                  <Check size={15} aria-hidden className="text-accent" />
                </Radix.ItemIndicator>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
