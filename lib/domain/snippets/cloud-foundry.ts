import { defineTool, imageOf } from "./define-tool";
import { yamlString } from "./file-quote";
import type { ShellForm } from "./shell-form";
import type { SnippetInput } from "./types";

/** The arguments of `cf push` with an app; a name that begins with `-` would be taken for an option. */
export function pushArguments(input: SnippetInput, { quote }: ShellForm, imageFlag: string): string {
  const app = input.app ?? "APP";
  const rest = `${imageFlag} ${quote(imageOf(input))} --docker-username ${input.username}`;
  return app.startsWith("-") ? `${rest} -- ${quote(app)}` : `${quote(app)} ${rest}`;
}

/** `cf push` of an image; the password only ever goes by `CF_DOCKER_PASSWORD`. */
export const cloudFoundry = defineTool({
  tool: "cloud-foundry",
  title: "Cloud Foundry",
  install: {
    en: "cf CLI v8 or v7",
    de: "cf-CLI v8 oder v7",
    url: "https://docs.cloudfoundry.org/cf-cli/install-go-cli.html",
  },
  write: (input, shell) => {
    const variable = "CF_DOCKER_PASSWORD";
    const push = (command: string) =>
      input.literal
        ? `${shell.exportVariable(variable, shell.key.word())}\n${command}`
        : `${shell.key.before}${shell.withVariable(variable, shell.key.word(), command)}`;
    const manifest = `applications:
  - name: ${yamlString(input.app ?? "APP")}
    docker:
      image: ${yamlString(imageOf(input))}
      username: ${input.username}
`;
    return {
      lines: push(`cf push ${pushArguments(input, shell, input.literal ? "-o" : "--docker-image")}`),
      others: [
        {
          id: "manifest",
          title: { en: "With a manifest", de: "Mit einem Manifest" },
          lines: push("cf push -f manifest.yml"),
          files: [{ name: "manifest.yml", language: "yaml", content: manifest }],
          notes: [
            {
              en: "A manifest holds no password: cf reads it from CF_DOCKER_PASSWORD. With docker there is no path and no buildpacks.",
              de: "Ein Manifest enthält kein Kennwort: cf liest es aus CF_DOCKER_PASSWORD. Mit docker gibt es weder path noch buildpacks.",
            },
          ],
        },
      ],
    };
  },
});
