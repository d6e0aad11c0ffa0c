"use client";

import { useTranslations } from "next-intl";
import { snippetFor } from "@/lib/domain/snippets/catalogue";
import { CommandBlock } from "./command-block";
import type { RegionChoice } from "./region-name";
import { prompts, useShell } from "./use-shell";

type CorrectedCommandProps = {
  /** Id of the region to log in at; nothing is shown without one. */
  region: string | null;
  /** Name of the tool that tried: "docker". */
  client: string;
  regions: readonly RegionChoice[];
  className?: string;
};

/** The login that works instead of one that was refused, for the same tool and the person's shell. */
export function CorrectedCommand({ region: id, client, regions, className }: CorrectedCommandProps) {
  const t = useTranslations("live.denied");
  const [shell] = useShell();
  const region = regions.find((one) => one.id === id);
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
  const snippet = snippetFor(client, input) ?? snippetFor("docker", input);
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
