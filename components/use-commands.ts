"use client";

import { useEffect, useState } from "react";
import { docker } from "@/lib/domain/snippets/docker";

/** What the commands of every tool are made of. */
export type Commands = typeof import("./all-commands");

/**
 * The tool that is wanted, once its commands are here; Docker until then, and for what is no tool.
 * @param known all of them, where they are here already
 */
export function useCommands(wanted: string, known: Commands | undefined) {
  const [commands, setCommands] = useState(known);
  // biome-ignore lint/correctness/useExhaustiveDependencies: where the network failed, the next wish tries again
  useEffect(() => {
    if (commands) return;
    import("./all-commands").then(setCommands, () => undefined);
  }, [commands, wanted]);
  return { commands, entry: commands?.snippetTools.find(({ tool }) => tool === wanted) ?? docker };
}
