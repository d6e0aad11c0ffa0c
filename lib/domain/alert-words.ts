import type { AlertKind } from "./alert";

export type AlertLocale = "en" | "de";

/** An alert as it is stored. `data`: what its kind says beside the subject. */
export type AlertFacts = {
  kind: AlertKind;
  subject: { type: string; id: string; name: string };
  at: Date;
  data: { [name: string]: string | number | null };
};

export type AlertText = {
  title: string;
  /** What to do next. */
  text: string;
  /** Where, in the portal. */
  path: string;
};

/** What an alert says, in the recipient's language: what happened, and what to do next. */
export function alertText(alert: AlertFacts, locale: AlertLocale): AlertText {
  return { ...(locale === "de" ? german : english)[alert.kind](alert), path: pathOf(alert) };
}

function pathOf({ kind, subject }: AlertFacts): string {
  if (subject.type === "api-key") return `/api-keys/${subject.id}`;
  if (kind === "denials-spike") return "/denials";
  if (kind === "registry-silent") return `/regions/${subject.id}`;
  return subject.id === "site" ? "/audit?scope=site" : "/audit";
}

type Words = { [kind in AlertKind]: (alert: AlertFacts) => { title: string; text: string } };

const english: Words = {
  "key-expires": ({ subject, data }) => ({
    title: `${subject.name} expires in ${data.days === 1 ? "1 day" : `${data.days} days`}`,
    text: `The API key holds until ${data.expiresAt}. Make a new one for the same owner, or set a later end.`,
  }),
  "key-unused": ({ subject, data }) => ({
    title: `${subject.name} is unused for ${data.days} days`,
    text: `${data.lastUsed ? `It was used last on ${data.lastUsed}.` : "It was never used."} Disable or delete it if nothing needs it.`,
  }),
  "key-new-origin": ({ subject, data }) => ({
    title: `${subject.name} was used from a new ${data.origin === "client" ? "client" : "network"}: ${data.value}`,
    text: "If nobody expects that, disable the key and look at its use.",
  }),
  "key-leaked": ({ subject, data }) => ({
    title: `${subject.name} was reported as leaked`,
    text: `What was done: ${data.action === "disabled" ? "it was disabled" : data.action === "deleted" ? "it was deleted" : "nothing yet"}. Replace it wherever it is used, and look at its use.`,
  }),
  "key-notice": ({ subject, data }) => ({
    title: `${data.by} asks you to look at ${subject.name}`,
    text: "Check whether the key is still needed, what it may do, and when it ends.",
  }),
  "denials-spike": ({ data }) => ({
    title: `${data.count} denials in 15 minutes`,
    text: `The day before had ${data.usual} in such a time. Look at who is denied, and why.`,
  }),
  "registry-silent": ({ subject, data }) => ({
    title: `The registry of ${subject.name} is silent`,
    text: `Its last event came ${data.lastEventAt}, although tokens were given since. Check its notifications and its webhook secret.`,
  }),
  "audit-broken": ({ subject, data }) => ({
    title: `The audit record of ${subject.name} was altered`,
    text: `Event ${data.seq} isn't what was written. Change nothing, keep the database as it is, and call security.`,
  }),
  "audit-checkpoint": ({ subject, data }) => ({
    title: `Checkpoint of the audit record of ${subject.name} at event ${data.seq}`,
    text: "Keep data.jws where nobody of the portal can change it: it proves later that nothing before it was altered or cut off.",
  }),
};

const german: Words = {
  "key-expires": ({ subject, data }) => ({
    title: `${subject.name} läuft in ${data.days === 1 ? "1 Tag" : `${data.days} Tagen`} ab`,
    text: `Der API-Schlüssel gilt bis ${data.expiresAt}. Einen neuen für denselben Eigentümer anlegen oder ein späteres Ende setzen.`,
  }),
  "key-unused": ({ subject, data }) => ({
    title: `${subject.name} ist seit ${data.days} Tagen ungenutzt`,
    text: `${data.lastUsed ? `Letzte Nutzung am ${data.lastUsed}.` : "Er wurde nie genutzt."} Deaktivieren oder löschen, wenn ihn nichts braucht.`,
  }),
  "key-new-origin": ({ subject, data }) => ({
    title: `${subject.name}: Nutzung ${data.origin === "client" ? "durch einen neuen Client" : "aus einem neuen Netz"}: ${data.value}`,
    text: "Wenn das niemand erwartet: den Schlüssel deaktivieren und seine Nutzung ansehen.",
  }),
  "key-leaked": ({ subject, data }) => ({
    title: `${subject.name} wurde als geleakt gemeldet`,
    text: `Getan wurde: ${data.action === "disabled" ? "der Schlüssel ist deaktiviert" : data.action === "deleted" ? "der Schlüssel ist gelöscht" : "noch nichts"}. Überall ersetzen, wo er genutzt wird, und seine Nutzung ansehen.`,
  }),
  "key-notice": ({ subject, data }) => ({
    title: `${data.by} bittet um einen Blick auf ${subject.name}`,
    text: "Prüfen, ob der Schlüssel noch gebraucht wird, was er darf und wann er endet.",
  }),
  "denials-spike": ({ data }) => ({
    title: `${data.count} Ablehnungen in 15 Minuten`,
    text: `Am Tag davor waren es ${data.usual} in dieser Zeit. Ansehen, wer abgelehnt wird und warum.`,
  }),
  "registry-silent": ({ subject, data }) => ({
    title: `Die Registry von ${subject.name} schweigt`,
    text: `Ihr letztes Ereignis kam ${data.lastEventAt}, obwohl seitdem Token ausgegeben wurden. Benachrichtigungen und Webhook-Geheimnis prüfen.`,
  }),
  "audit-broken": ({ subject, data }) => ({
    title: `Das Prüfprotokoll von ${subject.name} wurde verändert`,
    text: `Ereignis ${data.seq} ist nicht, was geschrieben wurde. Nichts ändern, die Datenbank lassen, wie sie ist, und die Sicherheit rufen.`,
  }),
  "audit-checkpoint": ({ subject, data }) => ({
    title: `Prüfpunkt des Prüfprotokolls von ${subject.name} bei Ereignis ${data.seq}`,
    text: "data.jws dort aufbewahren, wo das Portal nichts ändern kann: Es belegt später, dass davor nichts verändert oder abgeschnitten wurde.",
  }),
};

/** What asks someone in. @param link works once, for 24 hours */
export function invitationMail(
  inviter: string,
  link: string,
  locale: AlertLocale,
): { subject: string; text: string } {
  return locale === "de"
    ? {
        subject: `${inviter} lädt zu Wharfkey ein`,
        text: `${inviter} lädt zu Wharfkey ein, dem Portal für Zugangsdaten der Container-Registry.\nDieser Link gilt einmal, 24 Stunden lang:\n\n${link}\n`,
      }
    : {
        subject: `${inviter} invites you to Wharfkey`,
        text: `${inviter} invites you to Wharfkey, the portal for container-registry credentials.\nThis link works once, for 24 hours:\n\n${link}\n`,
      };
}
