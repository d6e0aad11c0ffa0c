"use client";

import { useLocale, useTranslations } from "next-intl";
import type { Shell, SnippetInput, SnippetTool } from "@/lib/domain/snippets/catalogue";
import { CommandWay, OtherWays } from "./command-way";
import type { RegionChoice } from "./region-name";
import type { Commands } from "./use-commands";

type ToolCommandsProps = {
  entry: SnippetTool;
  input: Omit<SnippetInput, "literal"> & { shell: Shell };
  region: RegionChoice;
  /** Shows the form with the key in it too. */
  Literal: Commands["LiteralCommands"] | false | undefined;
};

/** A tool's main way, then the others; on request all of them again with the key in it. */
export function ToolCommands({ entry, input, region, Literal }: ToolCommandsProps) {
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
      {Literal && entry.hasLiteral && (
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
