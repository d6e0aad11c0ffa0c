import { type Places, say } from "./places";
import type { Section } from "./types";

/** Images for other Kubernetes namespaces, regions and accounts. */
export function accounts({ region, otherRegion, snippet }: Places): Section[] {
  const kubernetes = snippet("kubernetes");
  const patch = kubernetes.others.find(({ id }) => id === "service-account")?.lines ?? "";
  const elsewhere = snippet("kubernetes", {
    host: otherRegion.host,
    secure: otherRegion.secure,
    region: otherRegion,
  });
  return [
    {
      id: "elsewhere",
      level: 2,
      title: say(
        "Images in other Kubernetes namespaces, regions and accounts",
        "Images in anderen Kubernetes-Namensräumen, Regionen und Konten",
      ),
      blocks: [
        {
          kind: "text",
          text: say(
            "A cluster pulls with a pull secret, which holds a registry's host and a key:",
            "Ein Cluster zieht mit einem Pull-Secret, das den Host einer Registry und einen Schlüssel enthält:",
          ),
        },
        {
          kind: "command",
          label: say(`Pull secret for ${region.id}`, `Pull-Secret für ${region.id}`),
          lines: kubernetes.lines,
        },
      ],
    },
    {
      id: "kubernetes-namespaces",
      level: 3,
      title: say("Other Kubernetes namespaces", "Andere Kubernetes-Namensräume"),
      blocks: [
        {
          kind: "text",
          text: say(
            "A pull secret serves the Kubernetes namespace that it is in. Make it in each one, with `--namespace NAME` behind `kubectl`, and name it there for every pod of a service account:",
            "Ein Pull-Secret dient dem Kubernetes-Namensraum, in dem es liegt. In jedem eines anlegen, mit `--namespace NAME` hinter `kubectl`, und es dort für alle Pods eines Servicekontos nennen:",
          ),
        },
        { kind: "command", label: say("Service account", "Servicekonto"), lines: patch },
      ],
    },
    {
      id: "regions",
      level: 3,
      title: say("Other regions", "Andere Regionen"),
      blocks: [
        {
          kind: "text",
          text: say(
            "The same key logs in everywhere, and pulls where a policy covers it: a policy without a region holds in all of them. A secret is for one host, so each region's registry needs its own beside the others, under another name:",
            "Derselbe Schlüssel meldet sich überall an, und zieht, wo eine Richtlinie es abdeckt: eine Richtlinie ohne Region gilt in allen. Ein Secret gilt für einen Host, jede weitere Registry braucht also ein eigenes daneben, unter anderem Namen:",
          ),
        },
        {
          kind: "command",
          label: say(`Pull secret for ${otherRegion.id}`, `Pull-Secret für ${otherRegion.id}`),
          lines: elsewhere.lines,
        },
      ],
    },
    {
      id: "other-accounts",
      level: 3,
      title: say("Other accounts", "Andere Konten"),
      blocks: [
        {
          kind: "text",
          text: say(
            "Policies don't cross accounts, and a key acts only in the account that it was made in. For images of another account, an administrator there makes a service ID and a key with Reader on their namespace: one pull secret per account.",
            "Richtlinien gelten nicht über Konten hinweg, und ein Schlüssel handelt nur in dem Konto, in dem er erstellt wurde. Für Images eines anderen Kontos erstellt die Administration dort eine Service-ID und einen Schlüssel mit Reader für ihren Namensraum: ein Pull-Secret je Konto.",
          ),
        },
        {
          kind: "text",
          text: say(
            "Two accounts with namespaces at the same host need secrets for host and namespace, so that the longer path wins: see *For one registry namespace* under [Login commands](/login-commands), Kubernetes.",
            "Zwei Konten mit Namensräumen beim selben Host brauchen Secrets für Host und Namensraum, der längere Pfad gewinnt: siehe *Für einen Namensraum der Registry* unter [Anmeldebefehle](/login-commands), Kubernetes.",
          ),
        },
      ],
    },
  ];
}
