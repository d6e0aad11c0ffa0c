"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { ButtonLink } from "./ui/button-link";
import { Note } from "./ui/note";

type ActionNoteProps = {
  state: { status: string; code?: string; message?: string; fields?: Record<string, string> };
  className?: string;
};

/** Why an action was refused; where a fresh sign-in is missing, the way to it and back. */
export function ActionNote({ state, className }: ActionNoteProps) {
  const t = useTranslations("common");
  const path = usePathname();
  const query = useSearchParams().toString();
  const message = state.status === "failed" ? state.message : state.fields?.form;
  if (!message) return null;
  const here = query ? `${path}?${query}` : path;
  return (
    <Note
      tone="bad"
      role="alert"
      {...(className && { className })}
      {...(state.code === "sign-in-again" && {
        action: (
          <ButtonLink href={`/sign-in/again?callbackUrl=${encodeURIComponent(here)}`}>
            {t("signInAgain")}
          </ButtonLink>
        ),
      })}
    >
      {message}
    </Note>
  );
}
