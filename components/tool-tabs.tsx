"use client";

import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { SnippetTool } from "@/lib/domain/snippets/catalogue";
import { Menu, MenuItem } from "./ui/menu";
import { Tabs } from "./ui/tabs";

/** In view without opening anything. */
const first = [
  "docker",
  "podman",
  "kubernetes",
  "skopeo",
  "buildah",
  "github-actions",
  "gitlab-ci",
  "cloud-foundry",
];

/** What a tool is called. */
export type ToolName = Pick<SnippetTool, "tool" | "title">;

type ToolTabsProps = {
  tools: readonly ToolName[];
  value: string;
  onValueChange: (tool: string) => void;
  /** What the chosen tool's tab holds. */
  children: ReactNode;
};

/** A tab for the tools that most people use, and a menu for the others; a chosen one gets its tab too. */
export function ToolTabs({ tools, value, onValueChange, children }: ToolTabsProps) {
  const t = useTranslations("commands");
  const shown = tools
    .filter(({ tool }) => first.includes(tool) || tool === value)
    .sort((a, b) => place(a.tool) - place(b.tool));
  const others = tools.filter((tool) => !shown.includes(tool));
  return (
    <Tabs
      label={t("tool")}
      value={value}
      onValueChange={onValueChange}
      className="max-md:-mx-4 max-md:*:px-4"
      tabs={shown.map((tool) => ({ value: tool.tool, label: tool.title, content: children }))}
      after={
        <Menu
          trigger={
            <button
              type="button"
              className="flex h-11 flex-none items-center gap-1 whitespace-nowrap font-medium text-ink-2 hover:text-ink md:h-9"
            >
              {t("moreTools", { count: others.length })}
              <ChevronDown size={14} aria-hidden />
            </button>
          }
        >
          {others.map(({ tool, title }) => (
            <MenuItem key={tool} onSelect={() => onValueChange(tool)}>
              {title}
            </MenuItem>
          ))}
        </Menu>
      }
    />
  );
}

const place = (tool: string) => (first.indexOf(tool) + first.length + 1) % (first.length + 1);
