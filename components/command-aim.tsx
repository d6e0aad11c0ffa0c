"use client";

import { Box } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { namesIn, type SnippetTool } from "@/lib/domain/snippets/catalogue";
import { Combobox } from "./ui/combobox";
import { Field } from "./ui/field";
import { Input } from "./ui/input";
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
const typed = (text: string) => text.replaceAll("\0", "").trim();

/** @see https://pkg.go.dev/github.com/distribution/reference, path components and tag */
const repositoryShape =
  /^[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*)*(?::\w[\w.-]{0,127})?$/;

/** Asks for the names that stand in the tool's commands; nothing where there are none. */
export function CommandAim({ entry, aim }: { entry: SnippetTool; aim: Aim }) {
  const t = useTranslations("commands.aim");
  const names = namesIn(entry);
  const askNamespace = names.namespace && aim.namespace !== undefined;
  if (!askNamespace && !names.repository && !names.app) return null;
  const wrong = typed(aim.repository) !== "" && !repositoryShape.test(typed(aim.repository));
  return (
    <fieldset className="mb-3 grid items-start gap-x-3 gap-y-2.5 md:grid-cols-3">
      <legend className="sr-only">{t("title")}</legend>
      {askNamespace && (
        <Field label={t("namespace")}>
          <Combobox
            value={aim.namespace}
            onValueChange={aim.setNamespace}
            options={aim.reached.map((name) => ({ value: name, label: name, icon: <Box aria-hidden /> }))}
          />
        </Field>
      )}
      {names.repository && (
        <Field label={t("repository")} optional {...(wrong && { error: t("repositoryWrong") })}>
          <Name value={aim.repository} onValueChange={aim.setRepository} placeholder="api:v1" />
        </Field>
      )}
      {names.app && (
        <Field label={t("app")} optional>
          <Name value={aim.app} onValueChange={aim.setApp} placeholder="checkout" />
        </Field>
      )}
    </fieldset>
  );
}

type NameProps = { value: string; onValueChange: (value: string) => void; placeholder: string };

const Name = ({ value, onValueChange, placeholder }: NameProps) => (
  <Input
    value={value}
    onChange={(event) => onValueChange(event.target.value)}
    placeholder={placeholder}
    autoComplete="off"
    autoCapitalize="none"
    spellCheck={false}
  />
);
