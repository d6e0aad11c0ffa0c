import { type Places, plain, say } from "./places";
import type { Block, GuideContext, Section, Words } from "./types";

/** Making a key, and logging in with it. */
export function keys(context: GuideContext, { region, snippet }: Places): Section[] {
  return [
    {
      id: "api-keys",
      level: 2,
      title: say(
        "Automate access to your namespaces with API keys",
        "Zugriff auf eigene Namensräume mit API-Schlüsseln automatisieren",
      ),
      blocks: [],
    },
    {
      id: "create",
      level: 3,
      title: say("Create an API key", "API-Schlüssel erstellen"),
      blocks: [
        {
          kind: "list",
          items: [
            say(
              "For a pipeline or a cluster: a key of a service ID. [Get access](/home) makes both in one step: type a label, choose namespace and role, press *Create key*.",
              "Für eine Pipeline oder einen Cluster: ein Schlüssel einer Service-ID. [Zugang holen](/home) macht beides in einem Schritt: Label eingeben, Namensraum und Rolle wählen, *Schlüssel erstellen* drücken.",
            ),
            say(
              "For your own machine: a personal key under [My API keys](/api-keys). It has all of your access.",
              "Für den eigenen Rechner: ein persönlicher Schlüssel unter [Meine API-Schlüssel](/api-keys). Er hat den ganzen eigenen Zugriff.",
            ),
          ],
        },
        {
          kind: "text",
          text: say(
            "The key is shown once: copy it, or download `apikey.json`.",
            "Der Schlüssel wird einmal angezeigt: kopieren oder `apikey.json` herunterladen.",
          ),
        },
        ...ownKeys(context),
      ],
    },
    {
      id: "use",
      level: 3,
      title: say("Log in with an API key", "Mit einem API-Schlüssel anmelden"),
      blocks: [
        {
          kind: "text",
          text: say(
            "The command waits for the key; paste it and press Enter. So it stays out of the shell's history and the process list.",
            "Der Befehl wartet auf den Schlüssel; einfügen und Eingabetaste drücken. So bleibt er aus Shell-Verlauf und Prozessliste heraus.",
          ),
        },
        { kind: "command", label: say("docker login", "docker login"), lines: snippet("docker").lines },
        {
          kind: "text",
          text: say(
            `\`${region.host}\` is the registry of ${region.name}. Use the one in whose region your namespaces are:`,
            `\`${region.host}\` ist die Registry von ${region.nameDe}. Die Registry der Region verwenden, in der die Namensräume liegen:`,
          ),
        },
        registries(context),
        {
          kind: "text",
          text: say(
            "The form that older instructions print puts the key itself, in place of `YOUR_API_KEY`, into the command, where others on the machine can read it:",
            "Die Form älterer Anleitungen schreibt den Schlüssel selbst, anstelle von `YOUR_API_KEY`, in den Befehl, wo andere auf dem Rechner ihn lesen können:",
          ),
        },
        {
          kind: "command",
          label: say("docker login, literal form", "docker login, wörtliche Form"),
          lines: snippet("docker", { literal: true }).lines,
        },
      ],
    },
  ];
}

const ownKeys = ({ keys: own }: GuideContext): Block[] =>
  own.length === 0
    ? []
    : [
        {
          kind: "text",
          text: say(`Yours: ${own.map(nameOf).join(", ")}.`, `Die eigenen: ${own.map(nameOf).join(", ")}.`),
        },
      ];

const nameOf = ({ name, serviceId, href }: GuideContext["keys"][number]): string =>
  `[${plain(serviceId && serviceId !== name ? `${serviceId} / ${name}` : name)}](${href})`;

const registries = ({ regions, namespaces }: GuideContext): Block => {
  const own = (id: string) =>
    namespaces.filter(({ region }) => region === id).map(({ name }) => `\`${name}\``);
  const column = (cell: Words) => (namespaces.length > 0 ? [cell] : []);
  return {
    kind: "table",
    label: say("Registries by region", "Registrys nach Region"),
    head: [
      say("Region"),
      say("Registry"),
      ...column(say("Your namespaces there", "Eigene Namensräume dort")),
    ],
    rows: regions.map(({ id, formerName, name, nameDe, host }) => {
      const place = `${id}${formerName ? ` (${formerName})` : ""}`;
      return [
        say(`${name}, ${place}`, `${nameDe}, ${place}`),
        say(`\`${host}\``),
        ...column(say(own(id).join(", ") || "–")),
      ];
    }),
  };
};
