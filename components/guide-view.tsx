import clsx from "clsx";
import { useLocale, useTranslations } from "next-intl";
import { Fragment } from "react";
import type { Block, Section, Words } from "@/lib/domain/guide/types";
import { CommandBlock } from "./command-block";
import { TextLink } from "./ui/button-link";
import { Note } from "./ui/note";
import { Table, TBody, Td, THead, Th, Tr } from "./ui/table";

type GuideViewProps = { sections: readonly Section[]; host: string };

/** The guide, with a list of its sections beside it where there is room. */
export function GuideView({ sections, host }: GuideViewProps) {
  const t = useTranslations("guide");
  const locale = useLocale();
  return (
    <div className="grid items-start gap-x-8 lg:grid-cols-[minmax(0,760px)_minmax(0,240px)]">
      <div className="flex min-w-0 flex-col gap-7">
        {sections.map((section) => (
          <GuideSection key={section.id} section={section} host={host} />
        ))}
      </div>
      <nav aria-label={t("contents")} className="sticky top-[76px] max-lg:hidden">
        <p className="mb-1.5 text-ink-3 text-meta">{t("contents")}</p>
        <ul className="flex flex-col gap-1 border-line border-l">
          {sections.map(({ id, level, title }) => (
            <li key={id} className={level === 2 ? "pl-3" : "pl-6"}>
              <a href={`#${id}`} className="block py-0.5 text-ink-2 hover:text-ink hover:underline">
                {title[locale]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </div>
  );
}

function GuideSection({ section: { id, level, title, blocks }, host }: { section: Section; host: string }) {
  const locale = useLocale();
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <section aria-labelledby={id} className="flex flex-col gap-3">
      <Heading
        id={id}
        className={clsx(
          "font-[560] tracking-[-.014em]",
          level === 2 ? "text-dialog" : "text-step",
          blocks.length === 0 && "-mb-4",
        )}
      >
        {title[locale]}
      </Heading>
      {blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list
        <BlockView key={index} block={block} host={host} />
      ))}
    </section>
  );
}

function BlockView({ block, host }: { block: Block; host: string }) {
  const locale = useLocale();
  switch (block.kind) {
    case "text":
      return (
        <p className="text-ink-2">
          <Rich text={block.text} />
        </p>
      );
    case "tip":
      return (
        <Note>
          <p>
            <Rich text={block.text} />
          </p>
        </Note>
      );
    case "list":
      return (
        <ul className="flex list-disc flex-col gap-1.5 pl-5 text-ink-2 marker:text-ink-3">
          {block.items.map((item) => (
            <li key={item.en}>
              <Rich text={item} />
            </li>
          ))}
        </ul>
      );
    case "command":
      return <CommandBlock command={block.lines} prompt="$" highlight={[host]} label={block.label[locale]} />;
    case "table":
      return (
        <div className="rounded-panel border border-line bg-surface shadow-1">
          <Table label={block.label[locale]} cards={false}>
            <THead>
              {block.head.map((cell) => (
                <Th key={cell.en}>{cell[locale]}</Th>
              ))}
            </THead>
            <TBody>
              {block.rows.map((row) => (
                <Tr key={row[0]?.en}>
                  {row.map((cell, index) => (
                    <Td
                      // biome-ignore lint/suspicious/noArrayIndexKey: a fixed row
                      key={index}
                      className="whitespace-normal!"
                    >
                      <Rich text={cell} />
                    </Td>
                  ))}
                </Tr>
              ))}
            </TBody>
          </Table>
        </div>
      );
  }
}

/** `code`, *names* and [links](/path) in a text. */
function Rich({ text }: { text: Words }) {
  const words = text[useLocale()];
  return words.split(/(`[^`]+`|\*[^*]+\*|\[[^\]]+\]\([^)]+\))/).map((piece, index) => {
    const [, label, href] = /^\[([^\]]+)\]\(([^)]+)\)$/.exec(piece) ?? [];
    const key = `${index}${piece}`;
    if (label && href)
      return (
        <TextLink key={key} href={href}>
          {label}
        </TextLink>
      );
    if (/^`.+`$/.test(piece))
      return (
        <code key={key} className="mono wrap-anywhere rounded-tag bg-sunken px-1 [td_&]:whitespace-nowrap">
          {piece.slice(1, -1)}
        </code>
      );
    if (/^\*.+\*$/.test(piece)) return <em key={key}>{piece.slice(1, -1)}</em>;
    return <Fragment key={key}>{piece}</Fragment>;
  });
}
