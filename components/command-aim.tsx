"use client";

import { Box } from "lucide-react";
import { useTranslations } from "next-intl";
import { namesIn, type SnippetTool } from "@/lib/domain/snippets/catalogue";
import { Combobox } from "./ui/combobox";
import { Field } from "./ui/field";
import { Input } from "./ui/input";
import { type Aim, typed } from "./use-aim";

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
