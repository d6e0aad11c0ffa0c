"use client";

import { LogIn } from "lucide-react";
import { signIn } from "next-auth/react";
import { useTranslations } from "next-intl";
import { useEffect, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import type { ButtonVariant } from "@/components/ui/button-class";
import { Note } from "@/components/ui/note";
import { beginCompany } from "./actions";

type CompanyButtonProps = {
  label: string;
  callbackUrl: string;
  /** For people who are signed in; without it, this signs in. */
  intent?: "connect" | "again";
  variant?: ButtonVariant;
  size?: "m" | "l";
};

/** Leaves for the company's own sign-in. */
export function CompanyButton({
  label,
  callbackUrl,
  intent,
  variant = "primary",
  size = "l",
}: CompanyButtonProps) {
  const t = useTranslations("sign-in");
  const [ready, setReady] = useState(false);
  const [failed, setFailed] = useState(false);
  const [pending, startTransition] = useTransition();
  useEffect(() => setReady(true), []);
  const leave = () =>
    startTransition(async () => {
      setFailed(false);
      try {
        if (intent) await beginCompany(intent);
        // A fresh sign-in there, not a session that is still open.
        const fresh = intent === "again" ? { max_age: "0", prompt: "login" } : {};
        await signIn("company", { callbackUrl }, fresh);
        // The browser is on its way: the button waits until the page is gone.
        await new Promise((resolve) => setTimeout(resolve, 10_000));
      } catch {
        setFailed(true);
      }
    });
  return (
    <>
      {failed && (
        <Note tone="bad" role="alert">
          {t("errors.unavailable")}
        </Note>
      )}
      <Button
        variant={variant}
        size={size}
        icon={<LogIn aria-hidden />}
        disabled={!ready}
        loading={pending}
        onClick={leave}
      >
        {label}
      </Button>
    </>
  );
}
