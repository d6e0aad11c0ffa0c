import { createRequire } from "node:module";
import { Language, type Node, Parser } from "web-tree-sitter";

/**
 * PowerShell itself comes from no package registry of ours, so its commands are read by tree-sitter's grammar:
 * that tells whether a line parses and which words it has, not that PowerShell runs it.
 */
export const powershellParser = async (): Promise<(source: string) => PowerShellLine> => {
  const require = createRequire(import.meta.url);
  await Parser.init();
  const wasm = require.resolve("tree-sitter-powershell/tree-sitter-powershell.wasm");
  const parser = new Parser().setLanguage(await Language.load(wasm));
  return (source) => {
    // The grammar doesn't know a dash as a word, PowerShell does.
    const tree = parser.parse(source.replace(/ -f -$/, " -f '-'"));
    if (!tree) throw new Error("no tree");
    const leaves: string[] = [];
    const walk = (node: Node): void => {
      if (node.type === "verbatim_string_characters") leaves.push(valueIn(node.text));
      else if (node.childCount === 0) leaves.push(node.text);
      else for (const child of node.children) if (child) walk(child);
    };
    walk(tree.rootNode);
    const [list] = tree.rootNode.namedChildren;
    const statements = list?.namedChildren.flatMap((node) => node?.type ?? []) ?? [];
    return { hasError: tree.rootNode.hasError, statements, leaves };
  };
};

/**
 * `statements`: the kinds of those that run one after the other. `leaves`: every word and sign of the source, strings
 * in single quotes as the value that they have.
 */
export type PowerShellLine = { hasError: boolean; statements: string[]; leaves: string[] };

/** The four typographic quotes count as much as the ASCII one: of two, one remains. @see about_Quoting_Rules */
const valueIn = (literal: string) =>
  literal.slice(1, -1).replace(/(['\u2018-\u201b])['\u2018-\u201b]/g, "$1");
