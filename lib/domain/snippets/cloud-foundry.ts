import { keyForm, literalKey, literalNote } from "./key-source";
import { shellQuote } from "./shell-quote";
import type { Snippet, SnippetInput, SnippetTool } from "./types";

const tool = "cloud-foundry";
const title = "Cloud Foundry";

/** `cf push` of an image; the password only ever goes by `CF_DOCKER_PASSWORD`. */
export const cloudFoundry: SnippetTool = { tool, title, snippet };

function snippet(input: SnippetInput): Snippet {
  const app = shellQuote(input.app ?? "APP");
  const image = shellQuote(`${input.host}/${input.image ?? "NAMESPACE/REPOSITORY"}`);
  if (input.literal) {
    const lines = `export CF_DOCKER_PASSWORD=${literalKey(input)}\ncf push ${app} -o ${image} --docker-username ${input.username}`;
    return { tool, title, lines, language: "bash", note: literalNote };
  }
  const key = keyForm(input.source);
  const push = `cf push ${app} --docker-image ${image} --docker-username ${input.username}`;
  return { tool, title, lines: `${key.before}CF_DOCKER_PASSWORD=${key.word} ${push}`, language: "bash" };
}
