"use client";

import { ShieldCheck, TriangleAlert } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useState, useSyncExternalStore } from "react";
import { namespacesReached } from "@/lib/domain/coverage";
import type { Grant } from "@/lib/domain/grant";
import { type SnippetInput, shells } from "@/lib/domain/snippets/types";
import { formatList } from "@/lib/i18n/format-number";
import { type RegionChoice, useRegionName } from "./region-name";
import { RegionPicker } from "./region-picker";
import { ToolCommands } from "./tool-commands";
import { type ToolName, ToolTabs } from "./tool-tabs";
import { Segmented } from "./ui/segmented";
import { Select } from "./ui/select";
import { aimedAt, useAim } from "./use-aim";
import { type Commands, useCommands } from "./use-commands";
import { useRemembered } from "./use-remembered";
import { useShell } from "./use-shell";
import { Usernames } from "./usernames";

/** What a key's identity may do, and where there is something to do it with. */
export type KeyAccess = {
  grants: readonly Grant[];
  /** An administrator's key: Manager on every namespace. */
  administrator: boolean;
  /** The account's namespaces. */
  namespaces: readonly { region: string; name: string }[];
};

export type LoginCommandsProps = {
  /** All of them, in the tabs' order. */
  tools: readonly ToolName[];
  /** Where these are here already; Docker's alone are among a page's first scripts. */
  commands?: Commands;
  regions: readonly RegionChoice[];
  access: KeyAccess;
  /** The key's value while it is known; the literal form holds it. */
  secret: string | null;
  /** The namespace that a new key was made for. */
  namespace?: string;
  /** Before the regions, in their line. */
  heading?: ReactNode;
};

const sources = ["paste", "file", "variable"] as const;

/** Region, tool, shell, and the command that logs in there: the safe form first, the literal one on request. */
export function LoginCommands(props: LoginCommandsProps) {
  const { tools, regions, access, secret, namespace, heading } = props;
  const t = useTranslations("commands");
  const nameOf = useRegionName();
  const portalUrl = useOrigin();
  const reachedIn = (region: string) => namespacesReached(access, access.namespaces, region);
  const [wantedRegion, setRegion] = useRemembered("region", "");
  const [wantedTool, setTool] = useRemembered("tool", "docker");
  const [shell, setShell] = useShell();
  const [source, setSource] = useState<SnippetInput["source"]>("paste");
  const [literal, setLiteral] = useState(false);
  const [chosen, setChosen] = useState(false);

  const remembered = regions.find(({ id }) => id === wantedRegion);
  const isUseful = ({ id }: RegionChoice) =>
    namespace ? reachedIn(id).includes(namespace) : reachedIn(id).length > 0;
  // What is remembered doesn't outweigh that the key does nothing there, unless it is chosen here.
  const useful = remembered && (chosen || isUseful(remembered)) ? remembered : undefined;
  const region = useful ?? regions.find(isUseful) ?? remembered ?? regions[0];
  const reached = region ? reachedIn(region.id) : [];
  const aim = useAim(reached, namespace);
  const { commands, entry } = useCommands(wantedTool, props.commands);
  if (!region) return null;
  const input = {
    host: region.host,
    region,
    key: secret,
    username: "iamapikey",
    secure: region.secure,
    ...aimedAt(aim),
    ...(portalUrl && { portalUrl }),
    source,
    shell,
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
      <ToolTabs tools={tools} value={entry.tool} onValueChange={setTool}>
        {commands && <commands.CommandAim entry={entry} aim={aim} />}
        <ToolCommands {...{ entry, input, region }} Literal={literal && commands?.LiteralCommands} />
      </ToolTabs>
      <div className="mt-3 flex flex-wrap items-center gap-x-2.5 gap-y-2 text-ink-3">
        <span>{t("source")}</span>
        <Segmented
          label={t("source")}
          value={source}
          onValueChange={setSource}
          options={sources.map((value) => ({ value, label: t(`sources.${value}`) }))}
          className="max-md:w-full"
        />
        <Select
          dense
          aria-label={t("shell")}
          value={shell}
          onValueChange={setShell}
          options={shells.map((value) => ({ value, label: t(`shells.${value}`) }))}
          className="w-[132px] max-md:w-full"
        />
        <span className="inline-flex items-center gap-1.5 text-meta md:ml-auto">
          <ShieldCheck size={15} aria-hidden className="text-ok" />
          {t("safe")}
        </span>
      </div>
      <p className="mt-2 text-ink-3 text-meta">{t(`sourceHints.${source}`)}</p>
      {entry.hasLiteral && (
        <button
          type="button"
          className="link mt-3 block"
          aria-expanded={literal}
          onClick={() => setLiteral(!literal)}
        >
          {t(literal ? "hideLiteral" : "literal")}
        </button>
      )}
      <Usernames />
    </div>
  );
}

/** Where this page is from: commands that ask the portal itself name it. Unknown while the server renders. */
const useOrigin = (): string | null =>
  useSyncExternalStore(
    () => () => {},
    () => window.location.origin,
    () => null,
  );

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
  const locale = useLocale();
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
        ? t("covered", { namespaces: formatList(reached, locale), count: reached.length, region })
        : t("coveredAll")}
    </span>
  );
}
