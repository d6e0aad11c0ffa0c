"use client";

import { useTranslations } from "next-intl";
import { correctedRegion, type LiveUse } from "@/lib/domain/live-use";
import { snippetFor } from "@/lib/domain/snippets/catalogue";
import { CommandBlock } from "./command-block";
import { useDenialWords } from "./denial-words";
import type { RegionChoice } from "./region-name";
import { useLiveWords } from "./use-live-words";

/** Who tried, from where, and the rule that decided against it. */
export function LiveDeniedWords({ use }: { use: LiveUse }) {
  const words = useLiveWords();
  const why = useDenialWords();
  return (
    <p className="wrap-anywhere text-ink-2">
      {words.from(use)} {why(use).sentence}
    </p>
  );
}

/** The login that works instead, where the host or the user name was wrong. */
export function LiveDeniedCommand({ use, regions }: { use: LiveUse; regions: readonly RegionChoice[] }) {
  const t = useTranslations("live.denied");
  const region = regions.find(({ id }) => id === correctedRegion(use));
  if (!region) return null;
  const input = {
    host: region.host,
    key: null,
    username: "iamapikey",
    secure: region.secure,
    literal: false,
    source: "paste",
  } as const;
  const snippet = snippetFor(use.client.name, input) ?? snippetFor("docker", input);
  if (!snippet) return null;
  return (
    <CommandBlock
      className="mt-2"
      command={snippet.lines}
      prompt="$"
      highlight={[region.host]}
      label={t("corrected")}
      copyLabel={t("copyCorrected")}
    />
  );
}
