import { defineTool, imageOf } from "./define-tool";
import { yamlString } from "./file-quote";
import type { SnippetInput } from "./types";

export const githubActions = defineTool({
  tool: "github-actions",
  title: "GitHub Actions",
  install: {
    en: "The GitHub CLI gh, signed in; or the repository's page Settings → Secrets and variables → Actions",
    de: "Die GitHub-CLI gh, angemeldet; oder im Repository die Seite Settings → Secrets and variables → Actions",
    url: "https://cli.github.com",
  },
  write: (input, { key }) => {
    const set = "gh secret set WHARFKEY_APIKEY";
    const asks = input.source === "paste";
    const safely = asks ? set : `${key.before}${key.print} | ${set}`;
    return {
      lines: input.literal ? `${set} --body ${key.word()}` : safely,
      files: [{ name: ".github/workflows/image.yml", language: "yaml", content: workflow(input) }],
      notes: [
        {
          en: "The workflow names the secret and never holds it. Pull requests from forks don't get it.",
          de: "Der Workflow nennt das Secret und enthält es nie. Pull Requests aus Forks erhalten es nicht.",
        },
      ],
    };
  },
});

/** GitHub evaluates `${{ … }}` in any value. */
const value = (text: string) => yamlString(text.replaceAll(`\${{`, `\${{ '\${{' }}`));

function workflow(input: SnippetInput): string {
  return `name: Image
on: push
jobs:
  image:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: docker/login-action@v3
        with:
          registry: ${value(input.host)}
          username: ${input.username}
          password: \${{ secrets.WHARFKEY_APIKEY }}
      - uses: docker/build-push-action@v6
        with:
          push: true
          tags: ${value(imageOf(input))}
`;
}
