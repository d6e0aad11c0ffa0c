"use client";

import { Eye, EyeOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { IconButton } from "./ui/button";
import { Input } from "./ui/input";

type PasswordInputProps = {
  name: string;
  autoComplete: "current-password" | "new-password";
  autoFocus?: boolean;
};

/** A password that can be pasted, filled in by a manager, and looked at. */
export function PasswordInput({ name, autoComplete, autoFocus }: PasswordInputProps) {
  const t = useTranslations("common.password");
  const [shown, setShown] = useState(false);
  return (
    <Input
      type={shown ? "text" : "password"}
      name={name}
      autoComplete={autoComplete}
      autoCapitalize="none"
      spellCheck={false}
      required
      {...(autoFocus && { autoFocus })}
      trailing={
        <IconButton
          size="s"
          className="-mr-1.5"
          label={t(shown ? "hide" : "show")}
          tooltip={false}
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
        >
          {shown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
        </IconButton>
      }
    />
  );
}
