import { createHmac } from "node:crypto";
import { type AlertKind, retryMinutes } from "@/lib/domain/alert";
import { type AlertFacts, type AlertLocale, alertText } from "@/lib/domain/alert-words";
import { postJson } from "@/lib/platform/outbound";
import { runtime } from "@/lib/platform/runtime";

/** How long a delivery belongs to the portal that took it up; after that another one tries. */
const leaseMs = 5 * 60_000;
const atOnce = 50;

type Delivery = {
  id: string;
  alert_id: string;
  account_id: string;
  channel: "mail" | "webhook" | "slack";
  iam_id: string | null;
  attempts: number;
  kind: AlertKind;
  subject_type: string;
  subject_id: string;
  subject_name: string;
  at: Date;
  data: AlertFacts["data"];
};

/**
 * Sends what waits in the outbox. Rows are taken with SKIP LOCKED and kept for five minutes, so that portals
 * don't send the same; what fails is tried again after 1, 5, 30, 120, 480 and 1440 minutes, then given up.
 * A portal that dies between sending and noting it sends again: at least once.
 * @returns how many were tried
 */
export const deliverAlerts = async (): Promise<number> => {
  for (let tried = 0; ; ) {
    const claimed = await claim();
    if (claimed.length === 0) return tried;
    tried += claimed.length;
    const mails = claimed.filter(({ channel }) => channel === "mail");
    for (const iamId of new Set(mails.map(({ iam_id }) => iam_id ?? ""))) {
      const deliveries = mails.filter(({ iam_id }) => iam_id === iamId);
      await attempt(deliveries, () => mail(iamId, deliveries));
    }
    for (const delivery of claimed)
      if (delivery.channel === "webhook") await attempt([delivery], () => postWebhook(delivery));
      else if (delivery.channel === "slack") await attempt([delivery], () => postSlack(delivery));
  }
};

const claim = async (): Promise<Delivery[]> => {
  const { pool, clock } = runtime();
  const now = clock.now();
  const { rows } = await pool.query<Delivery>(
    `WITH due AS (
       SELECT id FROM alert_delivery WHERE state = 'waiting' AND next_at <= $1
       ORDER BY next_at LIMIT ${atOnce} FOR UPDATE SKIP LOCKED
     ), taken AS (
       UPDATE alert_delivery d SET attempts = d.attempts + 1, next_at = $2 FROM due WHERE d.id = due.id RETURNING d.*
     )
     SELECT t.id, t.alert_id, t.account_id, t.channel, t.iam_id, t.attempts, a.kind, a.subject_type, a.subject_id,
       a.subject_name, a.at, a.data
     FROM taken t JOIN alert a ON a.id = t.alert_id ORDER BY a.at, a.subject_name, t.id`,
    [now, new Date(now.getTime() + leaseMs)],
  );
  return rows;
};

/** What the other side answered, and whether it took it. */
type Outcome = { ok: boolean; answer: string };

const attempt = async (deliveries: readonly Delivery[], send: () => Promise<Outcome>): Promise<void> => {
  const { ok, answer } = await send().catch(
    (error: Error): Outcome => ({ ok: false, answer: codeOf(error) }),
  );
  const { pool, clock } = runtime();
  const now = clock.now();
  for (const { id, attempts } of deliveries) {
    const minutes = ok ? null : retryMinutes(attempts);
    const state = ok ? "sent" : minutes === null ? "given-up" : "waiting";
    await pool.query(
      `UPDATE alert_delivery SET state = $2, last_answer = $3, next_at = $4, ended_at = $5 WHERE id = $1`,
      [
        id,
        state,
        answer.slice(0, 80),
        new Date(now.getTime() + (minutes ?? 0) * 60_000),
        state === "waiting" ? null : now,
      ],
    );
  }
};

/** An error's code or kind: its message could name an address, and Slack's is a secret. */
const codeOf = (error: Error & { code?: unknown; responseCode?: unknown }): string =>
  error.name === "OutboundRefusal" ? error.message : String(error.responseCode ?? error.code ?? error.name);

const factsOf = (delivery: Delivery): AlertFacts => ({
  kind: delivery.kind,
  subject: { type: delivery.subject_type, id: delivery.subject_id, name: delivery.subject_name },
  at: delivery.at,
  data: delivery.data,
});

const footers = {
  en: "You get this because you asked for it on your profile page, where you can switch it off",
  de: "Diese Nachricht ist auf der Profilseite angefordert und lässt sich dort abstellen",
};

/** One mail a person, however many alerts wait for them. */
const mail = async (iamId: string, deliveries: readonly Delivery[]): Promise<Outcome> => {
  const { mailer, prisma, config } = runtime();
  const user = await prisma.user.findUnique({ where: { id: iamId } });
  if (!mailer || !user || user.disabledAt) return { ok: true, answer: "nobody" };
  const locale: AlertLocale =
    (user.preferences as { locale?: unknown } | null)?.locale === "de" ? "de" : "en";
  const texts = deliveries.map((delivery) => alertText(factsOf(delivery), locale));
  const [first] = texts;
  const more =
    texts.length > 1
      ? locale === "de"
        ? ` und ${texts.length - 1} weitere`
        : ` and ${texts.length - 1} more`
      : "";
  await mailer.send({
    to: user.email,
    subject: `Wharfkey: ${first?.title}${more}`,
    text: `${texts.map(({ title, text, path }) => `${title}\n${text}\n${config.url}${path}`).join("\n\n")}\n\n--\n${footers[locale]}: ${config.url}/profile\n`,
  });
  return { ok: true, answer: "accepted" };
};

/** What encrypts an account's address or secret, bound to its place. */
export const hookContext = (
  what: "webhook-url" | "webhook-secret" | "slack-url",
  accountId: string,
): string => `alert-${what} ${accountId}`;

const postWebhook = async (delivery: Delivery): Promise<Outcome> => {
  const { prisma, secrets, config, clock } = runtime();
  const accountId = delivery.account_id;
  const row = await prisma.alertSettings.findUnique({ where: { accountId } });
  if (!row?.webhookUrl || !row.webhookSecret) return { ok: true, answer: "switched-off" };
  const facts = factsOf(delivery);
  const { title, text, path } = alertText(facts, "en");
  const body = JSON.stringify({
    id: delivery.alert_id,
    kind: facts.kind,
    at: facts.at.toISOString(),
    account_id: accountId,
    subject: facts.subject,
    data: facts.data,
    title,
    text,
    url: config.url + path,
  });
  const seconds = Math.floor(clock.now().getTime() / 1000);
  const secret = secrets.decrypt(row.webhookSecret, hookContext("webhook-secret", accountId));
  const status = await postJson(
    secrets.decrypt(row.webhookUrl, hookContext("webhook-url", accountId)),
    body,
    {
      "wharfkey-delivery": delivery.id,
      "wharfkey-signature": `t=${seconds},v1=${webhookSignature(secret, seconds, body)}`,
    },
    config.webhookHosts,
  );
  return outcomeOf(status);
};

/** HMAC-SHA-256, hex, over the time in seconds, a dot, and the body. */
export const webhookSignature = (secret: string, seconds: number, body: string): string =>
  createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex");

const postSlack = async (delivery: Delivery): Promise<Outcome> => {
  const { prisma, secrets, config } = runtime();
  const accountId = delivery.account_id;
  const row = await prisma.alertSettings.findUnique({ where: { accountId } });
  if (!row?.slackUrl) return { ok: true, answer: "switched-off" };
  const { title, text, path } = alertText(factsOf(delivery), "en");
  const plain = (words: string) => words.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const body = JSON.stringify({ text: `*${plain(title)}*\n${plain(text)}\n<${config.url}${path}>` });
  const url = secrets.decrypt(row.slackUrl, hookContext("slack-url", accountId));
  return outcomeOf(await postJson(url, body, {}, config.webhookHosts));
};

const outcomeOf = (status: number): Outcome => ({
  ok: status >= 200 && status < 300,
  answer: String(status),
});
