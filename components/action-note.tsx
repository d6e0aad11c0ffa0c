"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { buttonClass } from "./ui/button-class";
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
          // Plain: the sign-in page, which has this note too, needs no script for links.
          <a href={`/sign-in/again?callbackUrl=${encodeURIComponent(here)}`} className={buttonClass()}>
            {t("signInAgain")}
          </a>
        ),
      })}
    >
      {message}
    </Note>
  );
}
