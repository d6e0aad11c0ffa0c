import { Link2 } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { ApiOperation, Field } from "@/lib/domain/api-reference";
import { CommandBlock } from "./command-block";
import { Table, TBody, Td, THead, Th, Tr } from "./ui/table";
import { Tag, type TagTone } from "./ui/tag";

const tones: { [method: string]: TagTone } = { GET: "accent", DELETE: "bad" };

/** One operation of the API: what it takes, what it answers, and how curl calls it. */
export function ApiOperationView({ operation }: { operation: ApiOperation }) {
  const t = useTranslations("api-reference");
  const { id, method, path, summary, description, withToken, parameters, body, answers, example } = operation;
  const name = `${method} ${path}`;
  const inputs = [...parameters, ...body.map((field) => ({ ...field, place: "body" as const }))];
  return (
    <article
      id={id}
      aria-labelledby={`${id}-title`}
      className="flex scroll-mt-[64px] flex-col gap-3 rounded-panel border border-line bg-surface p-4 shadow-1"
    >
      <header className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
        <Tag tone={tones[method] ?? "ok"}>{method}</Tag>
        <h3 id={`${id}-title`} className="mono wrap-anywhere min-w-0 font-semibold">
          <span className="sr-only">{method} </span>
          {path}
        </h3>
        {!withToken && <Tag>{t("noToken")}</Tag>}
        <a
          href={`#${id}`}
          aria-label={t("linkTo", { operation: name })}
          className="ml-auto text-ink-3 hover:text-ink"
        >
          <Link2 size={16} aria-hidden />
        </a>
      </header>
      <p lang="en" className="text-ink-2">
        {[summary, description].filter(Boolean).join(". ")}
      </p>
      {inputs.length > 0 && (
        <Part title={t("parameters")}>
          <Table label={`${t("parameters")}: ${name}`} cards={false}>
            <THead>
              <Th>{t("columns.name")}</Th>
              <Th>{t("columns.in")}</Th>
              <Th>{t("columns.type")}</Th>
            </THead>
            <TBody>
              {inputs.map((input) => (
                <Tr key={`${input.place} ${input.name}`}>
                  <Td className="whitespace-normal!">
                    <code className="mono wrap-anywhere">{input.name}</code>
                    {input.required && <span className="ml-1.5 text-ink-3">{t("required")}</span>}
                  </Td>
                  <Td>{t(`places.${input.place}`)}</Td>
                  <Td className="whitespace-normal!">
                    <TypeText field={input} />
                  </Td>
                </Tr>
              ))}
            </TBody>
          </Table>
        </Part>
      )}
      <Part title={t("responses")}>
        <Table label={`${t("responses")}: ${name}`} cards={false}>
          <THead>
            <Th>{t("columns.status")}</Th>
            <Th>{t("columns.text")}</Th>
          </THead>
          <TBody>
            {answers.map(({ status, text, fields }) => (
              <Tr key={status}>
                <Td>
                  <code className="mono">{status}</code>
                </Td>
                <Td className="whitespace-normal!">
                  <span lang="en">{text}</span>
                  {fields.length > 0 && (
                    <p className="mono wrap-anywhere mt-1 text-ink-3">
                      {fields.map(({ name: field, required }) => `${field}${required ? "" : "?"}`).join(", ")}
                    </p>
                  )}
                </Td>
              </Tr>
            ))}
          </TBody>
        </Table>
      </Part>
      <CommandBlock command={example} prompt="$" label={`${t("example")}: ${name}`} />
    </article>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h4 className="mb-1 font-semibold">{title}</h4>
      {children}
    </div>
  );
}

function TypeText({ field: { type, text } }: { field: Field }) {
  return (
    <span lang="en" className="wrap-anywhere">
      <span className="mono">{type}</span>
      {text && <span className="block text-ink-3">{text}</span>}
    </span>
  );
}
