import { type GuideContext, guide, guideTitle } from "./guide";
import type { Block, Words } from "./types";

type Locale = "en" | "de";

/** The guide as a Markdown document. Pages of the portal are named, not linked: a document has no portal. */
export function guideMarkdown(locale: Locale, context: GuideContext): string {
  const text = (words: Words) => words[locale].replace(/\[([^\]]+)\]\(\/[^)]*\)/g, "*$1*");
  const parts = guide(context).flatMap(({ id, level, title, blocks }) => [
    `<a id="${id}"></a>\n\n${"#".repeat(level)} ${title[locale]}`,
    ...blocks.map((block) => markdownOf(block, text)),
  ]);
  return `${[`# ${guideTitle[locale]}`, ...parts].join("\n\n")}\n`;
}

function markdownOf(block: Block, text: (words: Words) => string): string {
  switch (block.kind) {
    case "text":
      return text(block.text);
    case "tip":
      return `> ${text(block.text)}`;
    case "list":
      return block.items.map((item) => `- ${text(item)}`).join("\n");
    case "command":
      return `\`\`\`sh\n${block.lines}\n\`\`\``;
    case "table":
      return [block.head, block.head.map(() => ({ en: "---", de: "---" })), ...block.rows]
        .map((row) => `| ${row.map(text).join(" | ")} |`)
        .join("\n");
  }
}
