import { type Places, plain, say } from "./places";
import type { GuideContext, Section } from "./types";

/** What logs in besides docker, and what the password can be. */
export function authentication({ portalUrl }: GuideContext, { app, image, snippet }: Places): Section[] {
  return [
    {
      id: "authentication",
      level: 2,
      title: say("Ways to authenticate, for every client", "Authentifizierung für alle Clients"),
      blocks: [
        {
          kind: "text",
          text: say(
            "Every client takes a user name and a password. The user name says what the password is:",
            "Jeder Client nimmt Benutzername und Passwort. Der Benutzername sagt, was das Passwort ist:",
          ),
        },
        {
          kind: "table",
          label: say("User names", "Benutzernamen"),
          head: [say("User name", "Benutzername"), say("Password", "Passwort")],
          rows: [
            [
              say("`iamapikey`"),
              say(
                "An API key, of a user or of a service ID. Best for automation.",
                "Ein API-Schlüssel, einer Person oder einer Service-ID. Für Automation am besten.",
              ),
            ],
            [
              say("`iambearer`"),
              say(
                "An access token. Short-lived; every kind of identity can have one.",
                "Ein Zugriffstoken. Kurzlebig; jede Art von Identität kann eines haben.",
              ),
            ],
            [
              say("`iamrefresh`"),
              say(
                "A refresh token, which makes access tokens anew. Lives longer.",
                "Ein Aktualisierungstoken, das Zugriffstoken erneuert. Lebt länger.",
              ),
            ],
          ],
        },
        {
          kind: "text",
          text: say(
            "[Login commands](/login-commands) has the command for each tool, region and shell: podman, skopeo, buildah, containerd, Kubernetes, GitHub Actions, GitLab CI and others.",
            "[Anmeldebefehle](/login-commands) hat den Befehl für jedes Werkzeug, jede Region und Shell: podman, skopeo, buildah, containerd, Kubernetes, GitHub Actions, GitLab CI und weitere.",
          ),
        },
      ],
    },
    {
      id: "short-lived",
      level: 3,
      title: say("Without leaving the key on the machine", "Ohne den Schlüssel auf dem Rechner zu lassen"),
      blocks: [
        {
          kind: "text",
          text: say(
            `What \`ibmcloud cr login\` does on IBM Cloud: an access token of ${portalUrl} logs in instead of the key. It ends by itself.`,
            `Was \`ibmcloud cr login\` auf IBM Cloud tut: statt des Schlüssels meldet ein Zugriffstoken von ${portalUrl} an. Es endet von selbst.`,
          ),
        },
        {
          kind: "command",
          label: say("Login with an access token", "Anmelden mit einem Zugriffstoken"),
          lines: snippet("ibmcloud").lines,
        },
      ],
    },
    {
      id: "cloud-foundry",
      level: 3,
      title: say("Cloud Foundry", "Cloud Foundry"),
      blocks: [
        {
          kind: "text",
          text: say(
            `Apps start from images in the registry too. \`${plain(app)}\` is the app's name, \`${image}\` its image:`,
            `Auch Apps starten aus Images der Registry. \`${plain(app)}\` ist der Name der App, \`${image}\` ihr Image:`,
          ),
        },
        {
          kind: "command",
          label: say("cf push", "cf push"),
          lines: snippet("cloud-foundry").lines,
        },
        {
          kind: "text",
          text: say(
            "The same in the form with a variable that older instructions print (there with `ibmcloud cf push`):",
            "Dasselbe in der Form mit einer Variable, die ältere Anleitungen drucken (dort mit `ibmcloud cf push`):",
          ),
        },
        {
          kind: "command",
          label: say("cf push, literal form", "cf push, wörtliche Form"),
          lines: snippet("cloud-foundry", { literal: true }).lines,
        },
      ],
    },
  ];
}
