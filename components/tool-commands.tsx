"use client";

import { useLocale, useTranslations } from "next-intl";
import { useId } from "react";
import type { Shell, Snippet, SnippetInput, SnippetTool, Way } from "@/lib/domain/snippets/catalogue";
import { CommandWay, OtherWays } from "./command-way";
import type { RegionChoice } from "./region-name";
import { Note } from "./ui/note";

type ToolCommandsProps = {
  entry: SnippetTool;
  input: Omit<SnippetInput, "literal"> & { shell: Shell };
  region: RegionChoice;
  /** Shows the form with the key in it too. */
  literal: boolean;
};

/** A tool's main way, then the others; on request all of them again with the key in it. */
export function ToolCommands({ entry, input, region, literal }: ToolCommandsProps) {
  const t = useTranslations("commands");
  const locale = useLocale();
  const safe = entry.snippet({ ...input, literal: false });
  const common = {
    shell: input.shell,
    label: t("commandFor", { tool: entry.title, region: region.id }),
    host: region.host,
  };
  return (
    <>
      <CommandWay way={safe} {...common} />
      <OtherWays ways={safe.others} {...common} />
      {literal && entry.hasLiteral && (
        <Literal
          {...common}
          label={t("literalFor", { tool: entry.title, region: region.id })}
          safe={safe}
          snippet={entry.snippet({ ...input, literal: true })}
          hasKey={input.key !== null}
        />
      )}
      <p className="mt-2.5 text-ink-3 text-meta">
        {t.rich("install", {
          what: entry.install[locale],
          link: (text) => (
            <a className="link" href={entry.install.url} target="_blank" rel="noreferrer">
              {text}
            </a>
          ),
        })}
      </p>
    </>
  );
}

type LiteralProps = {
  safe: Snippet;
  snippet: Snippet;
  hasKey: boolean;
  shell: Shell;
  label: string;
  host: string;
};

/** The main way with the key in it, and each other way that differs from its safe form. */
function Literal({ safe, snippet, hasKey, ...common }: LiteralProps) {
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
