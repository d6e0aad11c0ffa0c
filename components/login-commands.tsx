"use client";

import { ShieldCheck, TriangleAlert } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { namespacesReached } from "@/lib/domain/coverage";
import type { Grant } from "@/lib/domain/grant";
import { type SnippetInput, snippetTools } from "@/lib/domain/snippets/catalogue";
import { CommandBlock } from "./command-block";
import { type RegionChoice, useRegionName } from "./region-name";
import { RegionPicker } from "./region-picker";
import { Note } from "./ui/note";
import { Segmented } from "./ui/segmented";
import { Tabs } from "./ui/tabs";
import { useFormat } from "./use-format";
import { useRemembered } from "./use-remembered";
import { Usernames } from "./usernames";

/** What a key's identity may do, and where there is something to do it with. */
export type KeyAccess = {
  grants: readonly Grant[];
  /** An administrator's key: Manager on every namespace. */
  administrator: boolean;
  /** The account's namespaces. */
  namespaces: readonly { region: string; name: string }[];
};

type LoginCommandsProps = {
  regions: readonly RegionChoice[];
  access: KeyAccess;
  /** The key's value while it is known; the literal form holds it. */
  secret: string | null;
  /** Before the regions, in their line. */
  heading?: ReactNode;
};

const sources = ["paste", "file", "variable"] as const;

/** Region, tool, and the command that logs in there: the safe form first, the literal one on request. */
export function LoginCommands({ regions, access, secret, heading }: LoginCommandsProps) {
  const t = useTranslations("commands");
  const nameOf = useRegionName();
  const reachedIn = (region: string) => namespacesReached(access, access.namespaces, region);
  const [wantedRegion, setRegion] = useRemembered("region", "");
  const [wantedTool, setTool] = useRemembered("tool", "docker");
  const [source, setSource] = useState<SnippetInput["source"]>("paste");
  const [literal, setLiteral] = useState(false);
  const [chosen, setChosen] = useState(false);

  const remembered = regions.find(({ id }) => id === wantedRegion);
  // What is remembered doesn't outweigh that the key does nothing there, unless it is chosen here.
  const useful = remembered && (chosen || reachedIn(remembered.id).length > 0) ? remembered : undefined;
  const region = useful ?? regions.find(({ id }) => reachedIn(id).length > 0) ?? remembered ?? regions[0];
  if (!region) return null;
  const reached = reachedIn(region.id);
  const tool = snippetTools.some((entry) => entry.tool === wantedTool) ? wantedTool : "docker";
  const input = {
    host: region.host,
    key: secret,
    username: "iamapikey",
    secure: region.secure,
    image: `${reached[0] ?? "NAMESPACE"}/REPOSITORY`,
    source,
  } as const;

  return (
    <div>
      <div className="mb-2 flex flex-col gap-x-3 gap-y-1.5 md:flex-row md:flex-wrap md:items-center">
        {heading}
        <RegionPicker
          regions={regions}
          value={region.id}
          label={t("region")}
          onValueChange={(id) => {
            setChosen(true);
            setRegion(id);
          }}
        />
        <Coverage reached={reached} everything={access.administrator} region={nameOf(region)} />
      </div>
      <Tabs
        label={t("tool")}
        value={tool}
        onValueChange={setTool}
        className="max-md:-mx-4 max-md:*:px-4"
        tabs={snippetTools.map((entry) => {
          const safe = entry.snippet({ ...input, literal: false });
          return {
            value: entry.tool,
            label: entry.title,
            content: (
              <>
                {safe.lines && (
                  <CommandBlock
                    command={safe.lines}
                    prompt="$"
                    highlight={[region.host]}
                    label={t("commandFor", { tool: entry.title, region: region.id })}
                  />
                )}
                {safe.files.map((file) => (
                  <CommandBlock key={file.name} command={file.content} label={file.name} className="mt-2" />
                ))}
                {literal && entry.hasLiteral && (
                  <Literal snippet={entry.snippet({ ...input, literal: true })} {...{ region, secret }} />
                )}
              </>
            ),
          };
        })}
      />
      <div className="mt-3 flex flex-wrap items-center gap-x-2.5 gap-y-2 text-ink-3">
        <span>{t("source")}</span>
        <Segmented
          label={t("source")}
          value={source}
          onValueChange={setSource}
          options={sources.map((value) => ({ value, label: t(`sources.${value}`) }))}
          className="max-md:w-full"
        />
        <span className="inline-flex items-center gap-1.5 text-meta md:ml-auto">
          <ShieldCheck size={15} aria-hidden className="text-ok" />
          {t("safe")}
        </span>
      </div>
      <p className="mt-2 text-ink-3 text-meta">{t(`sourceHints.${source}`)}</p>
      <button
        type="button"
        className="link mt-3 block"
        aria-expanded={literal}
        onClick={() => setLiteral(!literal)}
      >
        {t(literal ? "hideLiteral" : "literal")}
      </button>
      <Usernames />
    </div>
  );
}

function Coverage({
  reached,
  everything,
  region,
}: {
  reached: string[];
  everything: boolean;
  region: string;
}) {
  const t = useTranslations("commands");
  const format = useFormat();
  if (reached.length === 0)
    return (
      <span
        role="status"
        title={t("uncoveredWhy", { region })}
        className="inline-flex items-center gap-1.5 font-medium text-meta text-warn md:ml-auto"
      >
        <TriangleAlert size={14} aria-hidden />
        {t("uncovered")}
      </span>
    );
  const few = !everything && reached.length < 4;
  return (
    <span className="text-ink-3 text-meta md:ml-auto">
      {few
        ? t("covered", { namespaces: format.list(reached), count: reached.length, region })
        : t("coveredAll")}
    </span>
  );
}

type LiteralProps = {
  snippet: ReturnType<(typeof snippetTools)[number]["snippet"]>;
  region: RegionChoice;
  secret: string | null;
};

function Literal({ snippet, region, secret }: LiteralProps) {
  const t = useTranslations("commands");
  const note = snippet.note?.[useLocale()];
  return (
    <div className="mt-3">
      <h3 className="mb-1.5 font-semibold">{t("literalTitle")}</h3>
      <CommandBlock
        command={snippet.lines}
        prompt="$"
        highlight={[region.host]}
        label={t("literalFor", { tool: snippet.title, region: region.id })}
      />
      <Note tone="warn" className="mt-2">
        {note} {secret && t("literalHasKey")}
      </Note>
    </div>
  );
}
