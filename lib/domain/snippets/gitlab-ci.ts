import { defineTool, imageOf } from "./define-tool";
import { safeJson } from "./file-quote";
import { shellQuote } from "./shell-quote";
import type { SnippetInput } from "./types";

export const gitlabCi = defineTool({
  tool: "gitlab-ci",
  title: "GitLab CI",
  install: {
    en: "The GitLab CLI glab, signed in; or the project's page Settings → CI/CD → Variables",
    de: "Die GitLab-CLI glab, angemeldet; oder im Projekt die Seite Settings → CI/CD → Variables",
    url: "https://gitlab.com/gitlab-org/cli",
  },
  write: (input, { key }) => {
    const set = "glab variable set WHARFKEY_APIKEY";
    const lines = input.literal
      ? `${set} ${key.word()} --masked`
      : `${key.before}${key.print} | ${set} --masked`;
    return {
      lines,
      files: [{ name: ".gitlab-ci.yml", language: "yaml", content: pipeline(input) }],
      notes: [
        {
          en: "Masked keeps the key out of job logs; add --protected where only protected branches push.",
          de: "Masked hält den Schlüssel aus den Job-Protokollen; wo nur geschützte Branches pushen, --protected hinzufügen.",
        },
      ],
    };
  },
});

function pipeline(input: SnippetInput): string {
  const image = shellQuote(imageOf(input));
  const script = [
    `printf %s "$WHARFKEY_APIKEY" | docker login -u ${input.username} --password-stdin ${shellQuote(input.host)}`,
    `docker build -t ${image} .`,
    `docker push ${image}`,
  ];
  return `build-image:
  image: docker:28
  services: [docker:28-dind]
  script:
${script.map((line) => `    - ${safeJson(line)}\n`).join("")}`;
}
