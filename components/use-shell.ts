"use client";

import { type Shell, shells } from "@/lib/domain/snippets/types";
import { useRemembered } from "./use-remembered";

/** What stands before a command of each shell. */
export const prompts: Record<Shell, string> = { bash: "$", sh: "$", fish: ">", powershell: "PS>" };

/** The person's shell, as they chose it last. */
export function useShell(): [Shell, (shell: string) => void] {
  const [wanted, remember] = useRemembered("shell", "bash");
  return [shells.find((one) => one === wanted) ?? "bash", remember];
}
