"use client";

import { useLocale, useTranslations } from "next-intl";
import type { Shell, Snippet, SnippetInput, SnippetTool } from "@/lib/domain/snippets/catalogue";
import { CommandWay } from "./command-way";
import type { RegionChoice } from "./region-name";
import { Note } from "./ui/note";

type ToolCommandsProps = {
  entry: SnippetTool;
  input: Omit<SnippetInput, "literal"> & { shell: Shell };
  region: RegionChoice;
  /** Shows the form with the key in it too. */
  literal: boolean;
};

/** A tool's main way, then the others, each closed until it is wanted. */
export function ToolCommands({ entry, input, region, literal }: ToolCommandsProps) {
  const t = useTranslations("commands");
  const locale = useLocale();
  const snippet = entry.snippet({ ...input, literal: false });
  const label = t("commandFor", { tool: entry.title, region: region.id });
  return (
    <>
      <CommandWay way={snippet} shell={input.shell} label={label} host={region.host} />
      {snippet.others.map((way) => (
        <details key={way.id} className="mt-2.5">
          <summary className="link w-fit">{way.title[locale]}</summary>
          <div className="mt-2">
            <CommandWay
              way={way}
              shell={input.shell}
              label={`${label}: ${way.title[locale]}`}
              host={region.host}
            />
          </div>
        </details>
      ))}
      {literal && entry.hasLiteral && (
        <Literal
          snippet={entry.snippet({ ...input, literal: true })}
          region={region}
          secret={input.key}
          shell={input.shell}
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

type LiteralProps = { snippet: Snippet; region: RegionChoice; secret: string | null; shell: Shell };

function Literal({ snippet, region, secret, shell }: LiteralProps) {
  const t = useTranslations("commands");
  const note = snippet.note?.[useLocale()];
  return (
    <div className="mt-3">
      <h3 className="mb-1.5 font-semibold">{t("literalTitle")}</h3>
      <CommandWay
        way={{ ...snippet, notes: [] }}
        shell={shell}
        label={t("literalFor", { tool: snippet.title, region: region.id })}
        host={region.host}
      />
      <Note tone="warn" className="mt-2">
        {note} {secret && t("literalHasKey")}
      </Note>
    </div>
  );
}
