import { say } from "./places";
import type { Section, Words } from "./types";

const list = (...items: Words[]) => ({ kind: "list" as const, items });
const text = (words: Words) => ({ kind: "text" as const, text: words });

/** What happened, what there is, who changed it, and what calls for a look. */
export const oversight: readonly Section[] = [
  {
    id: "oversight",
    level: 2,
    title: say("See every use, key and change", "Jede Nutzung, jeden Schlüssel und jede Änderung sehen"),
    blocks: [
      text(
        say(
          "Owners see their own; administrators and auditors of the account see all of it.",
          "Eigentümer sehen das Eigene; Administratoren und Auditoren des Kontos sehen alles.",
        ),
      ),
    ],
  },
  {
    id: "usage",
    level: 3,
    title: say("Usage", "Nutzung"),
    blocks: [
      list(
        say(
          "[Usage](/usage) counts logins, tokens, pulls, pushes and denials over time, by region, with the largest keys, repositories and addresses.",
          "[Nutzung](/usage) zählt Anmeldungen, Token, Pulls, Pushes und Ablehnungen über die Zeit, nach Region, mit den größten Schlüsseln, Repositorys und Adressen.",
        ),
        say(
          "Each filter narrows figures and events alike and is in the page's address: a link to it is a saved view.",
          "Jeder Filter engt Zahlen und Ereignisse ein und steht in der Adresse der Seite: Ein Link darauf ist eine gespeicherte Ansicht.",
        ),
        say(
          "What is shown is exported as CSV or NDJSON; scripts read `/api/v1/usage`.",
          "Das Gezeigte lässt sich als CSV oder NDJSON exportieren; Skripte lesen `/api/v1/usage`.",
        ),
        say(
          "Administrators set under [Account settings](/settings) how many months are kept, and download the months that were deleted, where they were written to files first.",
          "Administratoren legen unter [Kontoeinstellungen](/settings) fest, wie viele Monate aufbewahrt werden, und laden gelöschte Monate herunter, wenn sie zuvor in Dateien geschrieben wurden.",
        ),
      ),
    ],
  },
  {
    id: "key-inventory",
    level: 3,
    title: say("Key inventory", "Schlüsselinventar"),
    blocks: [
      text(
        say(
          "[Key inventory](/keys) has every key with owner, access, last use and findings: unused, never used, expiring, expired, broader than used, owner left, no expiry.",
          "[Schlüsselinventar](/keys) zeigt jeden Schlüssel mit Eigentümer, Zugriff, letzter Nutzung und Befunden: ungenutzt, nie genutzt, läuft ab, abgelaufen, weiter als genutzt, Eigentümer ausgeschieden, ohne Ablauf.",
        ),
      ),
      list(
        say(
          "Select keys, or all that match, to disable them, set their expiry, notify their owners or delete them. A preview first says what changes, what doesn't, and why.",
          "Schlüssel auswählen, oder alle passenden, um sie zu deaktivieren, ihren Ablauf zu setzen, ihre Eigentümer zu benachrichtigen oder sie zu löschen. Zuvor sagt eine Vorschau, was sich ändert, was nicht, und warum.",
        ),
        say(
          "*Recent changes*, above the list, takes up a change that was stopped, for a day, and takes one back, for an hour, also after the page was closed. Deleted keys stay deleted.",
          "*Letzte Änderungen*, über der Liste, setzt eine angehaltene Änderung einen Tag lang fort und nimmt eine Änderung eine Stunde lang zurück, auch nach dem Schließen der Seite. Gelöschtes bleibt gelöscht.",
        ),
        say(
          "*Credential report* has the same as CSV or NDJSON, for reviews; scripts read `/api/v1/credential-report`.",
          "*Schlüsselbericht* gibt dasselbe als CSV oder NDJSON, für Prüfungen; Skripte lesen `/api/v1/credential-report`.",
        ),
      ),
    ],
  },
  {
    id: "audit",
    level: 3,
    title: say("Audit log", "Prüfprotokoll"),
    blocks: [
      text(
        say(
          "[Audit log](/audit) has every change: who, from where, before and after. Entries are chained by hashes, so that one that was altered, removed or added later is found.",
          "[Prüfprotokoll](/audit) zeigt jede Änderung: wer, von wo, vorher und nachher. Einträge sind durch Prüfsummen verkettet, sodass ein später geänderter, entfernter oder eingefügter Eintrag auffällt.",
        ),
      ),
      list(
        say(
          "The badge says up to where the chain was verified, and when.",
          "Die Zeile über der Liste sagt, bis wohin die Kette geprüft ist und wann.",
        ),
        say(
          "A *checkpoint* is a signed statement of where the chain stands, made every hour with changes and on demand. Keep some elsewhere, or have them posted to a webhook: against one, a cut-off end is found too.",
          "Ein *Prüfpunkt* ist eine signierte Aussage, wo die Kette steht; er entsteht in jeder Stunde mit Änderungen und auf Wunsch. Einige anderswo aufbewahren oder an einen Webhook senden lassen: Gegen einen Prüfpunkt fällt auch ein abgeschnittenes Ende auf.",
        ),
        say(
          "*Export with proof*: the export and a checkpoint are verified without the portal: `npm run audit:verify`.",
          "*Mit Nachweis exportieren*: Der Export und ein Prüfpunkt lassen sich ohne das Portal prüfen: `npm run audit:verify`.",
        ),
      ),
    ],
  },
  {
    id: "alerts",
    level: 3,
    title: say("Alerts", "Meldungen"),
    blocks: [
      list(
        say(
          "[Alerts](/alerts), and the bell, say what needs someone: a key that ends soon, was reported as leaked, or that an administrator asks about; far more denials than usual; an altered audit record.",
          "[Meldungen](/alerts) und die Glocke zeigen, was Aufmerksamkeit braucht: einen Schlüssel, der bald endet, als geleakt gemeldet ist oder auf den ein Administrator hinweist; weit mehr Ablehnungen als üblich; ein verändertes Prüfprotokoll.",
        ),
        say(
          "Mail is each person's own choice, on the [profile page](/profile).",
          "Mail wählt jede Person selbst, auf der [Profilseite](/profile).",
        ),
        say(
          "Administrators choose under [Account settings](/settings) what is raised, and a webhook or Slack for it; *Deliveries* says what was answered.",
          "Administratoren wählen unter [Kontoeinstellungen](/settings), was gemeldet wird, und dafür einen Webhook oder Slack; *Zustellungen* zeigt, was geantwortet wurde.",
        ),
      ),
    ],
  },
];
