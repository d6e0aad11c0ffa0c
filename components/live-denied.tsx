"use client";

import { useTranslations } from "next-intl";
import { correctedRegion } from "@/lib/domain/live-use";
import { snippetFor } from "@/lib/domain/snippets/catalogue";
import type { UsageItem } from "@/lib/domain/usage";
import { CommandBlock } from "./command-block";
import type { RegionChoice } from "./region-name";
import { useLiveWords } from "./use-live-words";
import { prompts, useShell } from "./use-shell";

/** Who tried, from where, and the rule that decided against it. */
export function LiveDeniedWords({ use }: { use: UsageItem }) {
  const words = useLiveWords();
  return (
    <p className="wrap-anywhere text-ink-2">
      {words.from(use)} {words.sentence(use)}
    </p>
  );
}

type LiveDeniedCommandProps = {
  use: UsageItem;
  regions: readonly RegionChoice[];
  className?: string;
};

/** The login that works instead, where the host or the user name was wrong, for the person's shell. */
export function LiveDeniedCommand({ use, regions, className }: LiveDeniedCommandProps) {
  const t = useTranslations("live.denied");
  const [shell] = useShell();
  const region = regions.find(({ id }) => id === correctedRegion(use));
  if (!region) return null;
  const input = {
    host: region.host,
    key: null,
    username: "iamapikey",
    secure: region.secure,
    literal: false,
    source: "paste",
    shell,
  } as const;
  const snippet = snippetFor(use.client.name, input) ?? snippetFor("docker", input);
  if (!snippet) return null;
  return (
    <CommandBlock
      {...(className && { className })}
      command={snippet.lines}
      prompt={prompts[shell]}
      highlight={[region.host]}
      label={t("corrected")}
      copyLabel={t("copyCorrected")}
    />
  );
}
