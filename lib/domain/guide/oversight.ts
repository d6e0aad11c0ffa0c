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
      text(
        say(
          "[Usage](/usage) counts logins, tokens, pulls, pushes, deletes and denials, and lists each of them. All times are those of your device's clock.",
          "[Nutzung](/usage) zählt Anmeldungen, Token, Pulls, Pushes, Löschungen und Ablehnungen und listet alle einzeln auf. Alle Zeiten sind die der Uhr des eigenen Geräts.",
        ),
      ),
      list(
        say(
          "Time: from the last hour to the last 12 months, or *From … to …*. A press on a column of the chart, or dragging over several, leads into that time; *Zoom out* leads out of it. By keyboard: arrow keys, Shift with arrow keys for several, Enter.",
          "Zeit: von der letzten Stunde bis zu den letzten 12 Monaten, oder *Von … bis …*. Ein Druck auf eine Säule des Diagramms oder Ziehen über mehrere führt in diese Zeit hinein, *Herauszoomen* aus ihr heraus. Mit der Tastatur: Pfeiltasten, Umschalt mit Pfeiltasten für mehrere, Eingabe.",
        ),
        say(
          "What: a counter chooses what the chart shows, *By* what its columns are split into. *Result* shows all uses, granted and denied.",
          "Was: Ein Zähler wählt, was das Diagramm zeigt, *Nach*, worin sich die Säulen teilen. *Ergebnis* zeigt alle Nutzungen, gewährt und abgelehnt.",
        ),
        say(
          "Whose: *Filter* finds a key, a service ID, a person, a client, a repository or an address while you type. A press on a name in a comparison narrows to it too.",
          "Wessen: *Filtern* findet beim Tippen Schlüssel, Service-ID, Person, Client, Repository oder Adresse. Auch ein Druck auf einen Namen in einem Vergleich engt darauf ein.",
        ),
        say(
          "One event: a press on its row shows all that is known of it: scopes requested and granted, client, address, token and request, and for a denial why.",
          "Ein Ereignis: Ein Druck auf seine Zeile zeigt alles, was davon bekannt ist: angefragte und gewährte Scopes, Client, Adresse, Token und Anfrage, bei einer Ablehnung auch warum.",
        ),
        say(
          "Again: the address of the page is the view, for anyone who may see it. *Save this view* keeps it under a name. *Export* takes its events along, as CSV, NDJSON or OCSF (for SIEMs).",
          "Wieder: Die Adresse der Seite ist die Ansicht, für alle, die sie sehen dürfen. *Ansicht speichern* behält sie unter einem Namen. *Exportieren* nimmt ihre Ereignisse mit, als CSV, NDJSON oder OCSF (für SIEMs).",
        ),
        say(
          "Scripts read `/api/v1/usage`, and go on after its last row with a download that broke off.",
          "Skripte lesen `/api/v1/usage` und setzen einen abgebrochenen Download nach seiner letzten Zeile fort.",
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
          "[Audit log](/audit) has every change and every denied attempt to change: who, from where, before and after. Entries are chained by hashes, so that one that was altered, removed or added later is found.",
          "[Prüfprotokoll](/audit) zeigt jede Änderung und jeden abgelehnten Versuch einer Änderung: wer, von wo, vorher und nachher. Einträge sind durch Prüfsummen verkettet, sodass ein später geänderter, entfernter oder eingefügter Eintrag auffällt.",
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
          "The number of the request in an entry shows all that the same request did. Filters: kind, days, and any name, id or address in the search.",
          "Die Nummer der Anfrage in einem Eintrag zeigt alles, was dieselbe Anfrage tat. Filter: Art, Tage, und in der Suche jeder Name, jede Kennung oder Adresse.",
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
