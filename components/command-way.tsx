"use client";

import { Download } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { Shell, Snippet, SnippetFile, Way } from "@/lib/domain/snippets/catalogue";
import { CommandBlock } from "./command-block";
import { Button } from "./ui/button";
import { prompts } from "./use-shell";

type CommandWayProps = {
  way: Way;
  shell: Shell;
  /** Names the command: "Docker login, eu-de". */
  label: string;
  /** Part of the commands to mark. */
  host: string;
};

/** One way to do it: what to paste, what to save, what to know. */
export function CommandWay({ way, shell, label, host }: CommandWayProps) {
  const locale = useLocale();
  return (
    <div className="flex flex-col gap-2">
      {way.lines && (
        <CommandBlock command={way.lines} prompt={prompts[shell]} highlight={[host]} label={label} />
      )}
      {way.files.map((file) => (
        <FileBlock key={file.name} file={file} host={host} />
      ))}
      {way.notes.map((note) => (
        <p key={note.en} className="text-ink-3 text-meta">
          {note[locale]}
        </p>
      ))}
    </div>
  );
}

type OtherWaysProps = Omit<CommandWayProps, "way"> & { ways: Snippet["others"] };

/** Ways beside the main one, each closed until it is wanted. */
export function OtherWays({ ways, label, ...rest }: OtherWaysProps) {
  const locale = useLocale();
  return ways.map((way) => (
    <details key={way.id} className="mt-2.5">
      <summary className="link w-fit">{way.title[locale]}</summary>
      <div className="mt-2">
        <CommandWay way={way} label={`${label}: ${way.title[locale]}`} {...rest} />
      </div>
    </details>
  ));
}

function FileBlock({ file, host }: { file: SnippetFile; host: string }) {
  const t = useTranslations("commands");
  const save = () => {
    const url = URL.createObjectURL(new Blob([file.content], { type: "text/plain" }));
    const download = file.name.split("/").at(-1) ?? file.name;
    Object.assign(document.createElement("a"), { href: url, download }).click();
    URL.revokeObjectURL(url);
  };
  return (
    <div>
      <div className="mb-1 flex items-center gap-2">
        <span className="mono wrap-anywhere min-w-0 flex-1 font-medium">{file.name}</span>
        <Button
          size="s"
          variant="ghost"
          icon={<Download aria-hidden />}
          aria-label={t("downloadFile", { name: file.name })}
          onClick={save}
        >
          {t("download")}
        </Button>
      </div>
      <CommandBlock command={file.content.replace(/\n$/, "")} highlight={[host]} label={file.name} />
    </div>
  );
}
