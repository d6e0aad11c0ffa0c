"use client";

import { useState } from "react";
import { useRemembered } from "./use-remembered";

/** What commands are aimed at besides the registry, as the person typed it. */
export type Aim = ReturnType<typeof useAim>;

/**
 * Namespace, repository and app, as remembered from the last time.
 * @param reached the namespaces that a key reaches where it logs in
 * @param made the one that a new key is for: outweighs what is remembered until another is chosen
 */
export function useAim(reached: readonly string[], made: string | undefined) {
  const [last, rememberNamespace] = useRemembered("namespace", "");
  const [repository, setRepository] = useRemembered("repository", "");
  const [app, setApp] = useRemembered("app", "");
  const [chosen, setChosen] = useState(false);
  const namespace = (chosen ? [last] : [made, last]).find((name) => name && reached.includes(name));
  return {
    reached,
    namespace: namespace ?? reached[0],
    setNamespace: (name: string) => {
      setChosen(true);
      rememberNamespace(name);
    },
    repository,
    setRepository,
    app,
    setApp,
  };
}

/** As a command takes it; words to replace stand for what isn't known. */
export function aimedAt({ namespace, repository, app }: Aim): { image: string; app?: string } {
  const image = `${namespace ?? "NAMESPACE"}/${typed(repository) || "REPOSITORY"}`;
  return typed(app) ? { image, app: typed(app) } : { image };
}

/** No command can hold a NUL. */
export const typed = (text: string) => text.replaceAll("\0", "").trim();
