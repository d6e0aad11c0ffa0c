"use client";

import { useLocale, useTranslations } from "next-intl";
import { useId } from "react";
import type { Shell, Snippet, Way } from "@/lib/domain/snippets/catalogue";
import { CommandWay, OtherWays } from "./command-way";
import { Note } from "./ui/note";

type LiteralCommandsProps = {
  safe: Snippet;
  snippet: Snippet;
  hasKey: boolean;
  shell: Shell;
  label: string;
  host: string;
};

/** The main way with the key in it, and each other way that differs from its safe form. */
export function LiteralCommands({ safe, snippet, hasKey, ...common }: LiteralCommandsProps) {
  const t = useTranslations("commands");
  const note = snippet.note?.[useLocale()];
  const id = useId();
  const safeTexts = safe.others.map(textOf);
  return (
    <section aria-labelledby={id} className="mt-3">
      <h3 id={id} className="mb-1.5 font-semibold">
        {t("literalTitle")}
      </h3>
      <CommandWay way={{ ...snippet, notes: [] }} {...common} />
      <OtherWays ways={snippet.others.filter((way) => !safeTexts.includes(textOf(way)))} {...common} />
      <Note tone="warn" className="mt-2">
        {note} {hasKey && t("literalHasKey")}
      </Note>
    </section>
  );
}

const textOf = ({ lines, files }: Way): string => JSON.stringify([lines, files]);
