"use client";

import clsx from "clsx";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { CopyButton } from "./ui/copy-button";

type CommandBlockProps = {
  /** Exactly what is copied. */
  command: string;
  /** Before the first line, not copied: "$", "PS>", or nothing for a file. */
  prompt?: string;
  /** Parts to mark, e.g. the registry host. */
  highlight?: readonly string[];
  /** Names the block: "docker login, eu-de". */
  label?: string;
  /** The copy button's words; "Copy" without it. */
  copyLabel?: string;
  className?: string;
  onCopied?: () => void;
};

/** A command or a file to paste, dark in both themes. Long lines wrap at spaces only. */
export function CommandBlock(props: CommandBlockProps) {
  const { command, prompt, highlight = [], label, copyLabel, className, onCopied } = props;
  const t = useTranslations("common.command");
  const code = useRef<HTMLElement>(null);
  return (
    <figure
      aria-label={label ?? t("label")}
      className={clsx(
        "flex flex-col rounded-control border border-[oklch(1_0_0/0.06)] bg-term font-mono text-term-ink tracking-[-.01em] md:flex-row md:items-start",
        className,
      )}
    >
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what may scroll must be reachable by keyboard
        tabIndex={0}
        className="max-h-[420px] min-w-0 flex-1 overflow-auto whitespace-pre-wrap px-4 py-3.5 leading-[1.65]"
      >
        {prompt && (
          <span aria-hidden="true" className="select-none text-term-dim">
            {prompt}{" "}
          </span>
        )}
        <code ref={code}>{mark(command, highlight)}</code>
      </pre>
      <div className="p-2 pt-0 font-sans tracking-normal md:pt-2">
        <CopyButton
          text={command}
          source={code}
          variant="inverse"
          announcement={t("copied")}
          className="w-full"
          {...(copyLabel && { label: copyLabel })}
          {...(onCopied && { onCopied })}
        />
      </div>
    </figure>
  );
}

function mark(command: string, parts: readonly string[]) {
  const escaped = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  // Odd pieces are the separators: highlights, and words with hyphens, at which a browser would break the line.
  const pattern = new RegExp(`(${[...escaped, "(?<=^|\\s)(?=\\S*-)\\S{2,40}(?=\\s|$)"].join("|")})`);
  return command.split(pattern).map((piece, index) =>
    index % 2 === 1 ? (
      <span
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a fixed text
        key={index}
        className={clsx("whitespace-nowrap", parts.includes(piece) && "text-term-accent")}
      >
        {piece}
      </span>
    ) : (
      piece
    ),
  );
}
