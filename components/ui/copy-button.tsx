"use client";

import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { type RefObject, useEffect, useRef, useState } from "react";
import { announce } from "./announce";
import { Button, IconButton } from "./button";
import type { ButtonSize, ButtonVariant } from "./button-class";
import { copyText, selectText } from "./copy";
import { toast } from "./toaster";

type CopyButtonProps = {
  /** What is copied. Never shown or announced. */
  text: string;
  /** The button's words; "Copy" without it. */
  label?: string;
  /** Said to readers once it's done: "Key copied". */
  announcement?: string;
  /** The icon alone; the label is its name. */
  iconOnly?: boolean;
  variant?: ButtonVariant;
  size?: ButtonSize;
  className?: string;
  onCopied?: () => void;
  /** Selected for copying by hand where the browser refuses. */
  source?: RefObject<HTMLElement | null>;
  /** Called before that, to show the text. */
  onRefused?: () => void;
};

/** Copies, says "Copied" for two seconds, and tells readers once. */
export function CopyButton(props: CopyButtonProps) {
  const {
    text,
    iconOnly = false,
    announcement,
    onCopied,
    source,
    onRefused,
    label,
    variant,
    ...rest
  } = props;
  const t = useTranslations("common");
  const [copied, setCopied] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const copy = async () => {
    if (await copyText(text)) {
      clearTimeout(timer.current);
      setCopied(true);
      timer.current = setTimeout(() => setCopied(false), 2000);
      announce(announcement ?? t("copied"));
      onCopied?.();
    } else if (source?.current) {
      onRefused?.();
      const shown = source.current;
      setTimeout(() => selectText(shown));
      toast(t("copyByHand", { keys: /Mac/.test(navigator.userAgent) ? "⌘ C" : t("ctrlC") }), "bad");
    }
  };
  const icon = copied ? <Check aria-hidden /> : <Copy aria-hidden />;
  const words = label ?? t("copy");
  if (iconOnly)
    return (
      <IconButton {...rest} variant={variant ?? "ghost"} label={copied ? t("copied") : words} onClick={copy}>
        {icon}
      </IconButton>
    );
  return (
    <Button {...rest} variant={variant ?? "default"} icon={icon} onClick={copy}>
      {/* Both texts take their place, so that the button keeps its width. */}
      <span className="grid">
        <span className={copied ? "invisible col-start-1 row-start-1" : "col-start-1 row-start-1"}>
          {words}
        </span>
        <span className={copied ? "col-start-1 row-start-1" : "invisible col-start-1 row-start-1"}>
          {t("copied")}
        </span>
      </span>
    </Button>
  );
}
