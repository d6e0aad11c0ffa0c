import { keys } from "./api-keys";
import { authentication } from "./authentication";
import { accounts } from "./other-places";
import { oversight } from "./oversight";
import { places, say } from "./places";
import type { GuideContext, Section, Words } from "./types";

export type { Block, GuideContext, GuideRegion, Section, Words } from "./types";

export const guideTitle: Words = say(
  "Automate access to your registries",
  "Zugriff auf die Registrys automatisieren",
);

/**
 * The guide for one reader: how a key is made and used, what else logs in, and images elsewhere. The same for
 * every reader but for the names in it.
 */
export function guide(context: GuideContext): Section[] {
  const reader = places(context);
  return [
    introduction,
    ...keys(context, reader),
    ...authentication(context, reader),
    ...accounts(reader),
    help,
    ...oversight,
  ];
}

const introduction: Section = {
  id: "introduction",
  level: 2,
  title: say("What this is for", "Worum es geht"),
  blocks: [
    {
      kind: "text",
      text: say(
        "An API key automates access to the namespaces of your account: pipelines push images with it, clusters pull them.",
        "Ein API-Schlüssel automatisiert den Zugriff auf die Namensräume des eigenen Kontos: Pipelines schieben damit Images, Cluster ziehen sie.",
      ),
    },
    {
      kind: "tip",
      text: say(
        "Images for Kubernetes? See [images in other Kubernetes namespaces, regions and accounts](#elsewhere).",
        "Images für Kubernetes? Siehe [Images in anderen Kubernetes-Namensräumen, Regionen und Konten](#elsewhere).",
      ),
    },
    {
      kind: "text",
      text: say(
        "A key belongs to your account and logs in at every region's registry, so no region needs a credential of its own. It acts as you or as a service ID, on a command line and in automation alike.",
        "Ein Schlüssel gehört zum eigenen Konto und meldet sich bei der Registry jeder Region an, keine Region braucht eigene Zugangsdaten. Er handelt als die eigene Person oder als Service-ID, auf der Kommandozeile wie in der Automation.",
      ),
    },
    {
      kind: "text",
      text: say(
        "What it may do, policies decide: a role on namespaces, in one region or in all. One that was made by IBM's API may hold at certain times only.",
        "Was er darf, entscheiden Richtlinien: eine Rolle für Namensräume, in einer Region oder in allen. Eine aus IBMs API kann nur zu bestimmten Zeiten gelten.",
      ),
    },
    {
      kind: "table",
      label: say("What each role may do", "Was jede Rolle darf"),
      head: [say("Role", "Rolle"), say("May", "Darf")],
      rows: [
        [say("Reader"), say("pull images", "Images ziehen")],
        [say("Writer"), say("pull, push and delete images", "Images ziehen, schieben und löschen")],
        [
          say("Manager"),
          say(
            "the same, and create and delete namespaces where its policy names none",
            "dasselbe, und Namensräume anlegen und löschen, wo die Richtlinie keinen nennt",
          ),
        ],
      ],
    },
    {
      kind: "text",
      text: say(
        "Where these don't fit, administrators make custom roles of single actions under [Account settings](/settings): one that pushes and doesn't delete, for example.",
        "Wo sie nicht passen, machen Administratoren unter [Kontoeinstellungen](/settings) eigene Rollen aus einzelnen Aktionen: etwa eine, die schiebt und nicht löscht.",
      ),
    },
    {
      kind: "text",
      text: say(
        "First, install the tool that logs in: docker, or any other under [Login commands](/login-commands).",
        "Zuerst das Werkzeug installieren, das sich anmeldet: docker oder ein anderes unter [Anmeldebefehle](/login-commands).",
      ),
    },
  ],
};

const help: Section = {
  id: "denied",
  level: 2,
  title: say("When something is denied", "Wenn etwas abgelehnt wird"),
  blocks: [
    {
      kind: "text",
      text: say(
        "The tool prints why, and a request id. [Denials](/denials) shows for that id which rule decided, who changed it, and what to do. The page of a key shows each login, pull, push and denial as it happens.",
        "Das Werkzeug gibt den Grund aus, und eine Anfrage-ID. [Ablehnungen](/denials) zeigt zu dieser ID, welche Regel entschied, wer sie geändert hat und was zu tun ist. Die Seite eines Schlüssels zeigt jede Anmeldung, jeden Pull, Push und jede Ablehnung sofort.",
      ),
    },
    {
      kind: "text",
      text: say(
        "A key that is disabled or deleted gets no new token from that moment on. Tokens already out end after at most 6 minutes.",
        "Ein deaktivierter oder gelöschter Schlüssel bekommt von da an kein neues Token mehr. Ausgegebene Token enden nach höchstens 6 Minuten.",
      ),
    },
  ],
};
