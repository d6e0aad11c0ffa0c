"use client";

import { LogIn } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { SubmitButton } from "@/components/ui/button";
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

const leavingMs = 10_000;

/** As next-auth's own client does it: its CSRF token, then a post that says where to go. */
async function goToCompany(callbackUrl: string, again: boolean): Promise<void> {
  const { csrfToken } = await (await fetch("/api/auth/csrf")).json();
  // A fresh sign-in there, not a session that is still open.
  const fresh = new URLSearchParams(again ? { max_age: "0", prompt: "login" } : {});
  const answer = await fetch(`/api/auth/signin/company?${fresh}`, {
    method: "POST",
    body: new URLSearchParams({ csrfToken, callbackUrl, json: "true" }),
  });
  const { url } = await answer.json();
  window.location.href = url;
}

/** Leaves for the company's own sign-in. A form, so that a press before the scripts have loaded counts. */
export function CompanyButton({
  label,
  callbackUrl,
  intent,
  variant = "primary",
  size = "l",
}: CompanyButtonProps) {
  const t = useTranslations("sign-in.errors");
  const [failed, setFailed] = useState(false);
  const leave = async () => {
    setFailed(false);
    try {
      if (intent) await beginCompany(intent);
      await goToCompany(callbackUrl, intent === "again");
      // The browser is on its way: the button waits until the page is gone.
      await new Promise((resolve) => setTimeout(resolve, leavingMs));
    } catch {
      setFailed(true);
    }
  };
  return (
    <form action={leave} className="flex flex-col gap-4">
      {failed && (
        <Note tone="bad" role="alert">
          {t("unavailable")}
        </Note>
      )}
      <SubmitButton variant={variant} size={size} icon={<LogIn aria-hidden />}>
        {label}
      </SubmitButton>
    </form>
  );
}
