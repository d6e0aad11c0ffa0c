import { randomUUID } from "node:crypto";
import type { AlertKind } from "@/lib/domain/alert";
import { alertSettingsOf } from "@/lib/domain/alert-settings";
import { runtime } from "@/lib/platform/runtime";
import type { Tx } from "./change";

/** Something to say once: for its account (or `site`), kind, subject and window. */
export type NewAlert = {
  accountId: string;
  kind: AlertKind;
  subject: { type: string; id: string; name: string };
  /** What makes it another alert: an end, a day, an hour. */
  window: string;
  data?: { [name: string]: string | number | null };
  /** iam_ids of the people it is for. */
  to: readonly string[];
};

/** A transaction, of whichever client. */
export type Query = <Row>(sql: string, values: unknown[]) => Promise<Row[]>;

export const queryOf =
  (tx: Tx): Query =>
  (sql, values) =>
    tx.$queryRawUnsafe(sql, ...values);

type Account = { account_id: string; settings: unknown; webhook: boolean; slack: boolean };

/**
 * Writes alerts and where they go to into the outbox, in the caller's transaction and in one statement, since there may
 * be thousands. An alert that is there already isn't written again, whichever portal found it; one of a kind that the
 * account has switched off isn't at all, nor is one that reaches nobody. Mail goes to those who asked for it.
 * @returns how many were new
 */
export const raiseAlerts = async (query: Query, alerts: readonly NewAlert[]): Promise<number> => {
  if (alerts.length === 0) return 0;
  const { clock, config } = runtime();
  const stored = await query<Account>(
    `SELECT account_id, settings, webhook_url IS NOT NULL AS webhook, slack_url IS NOT NULL AS slack
     FROM alert_settings WHERE account_id = ANY($1::text[])`,
    [[...new Set(alerts.map(({ accountId }) => accountId))]],
  );
  const accounts = new Map(stored.map((one) => [one.account_id, one]));
  const rows = alerts.flatMap(({ accountId, kind, subject, window, data = {}, to }) => {
    const account = accounts.get(accountId);
    const wanted = alertSettingsOf(account?.settings).kinds[kind];
    const channels = [
      ...(account?.webhook && wanted.webhook ? ["webhook"] : []),
      ...(account?.slack && wanted.slack ? ["slack"] : []),
    ];
    if (!wanted.on || (to.length === 0 && channels.length === 0)) return [];
    const { type: subject_type, id: subject_id, name: subject_name } = subject;
    const about = { account_id: accountId, kind, subject_type, subject_id, subject_name, window, data };
    return { id: randomUUID(), ...about, people: [...new Set(to)], channels };
  });
  const added = await query(raiseText, [JSON.stringify(rows), clock.now(), config.smtpUrl !== null]);
  return added.length;
};

const raiseText = `
WITH found AS (
  SELECT * FROM jsonb_to_recordset($1::jsonb) AS f(id uuid, account_id text, kind text, subject_type text, subject_id text,
    subject_name text, "window" text, data jsonb, people text[], channels text[])
), added AS (
  INSERT INTO alert (id, account_id, kind, subject_type, subject_id, subject_name, "window", at, data)
  SELECT id, account_id, kind, subject_type, subject_id, subject_name, "window", $2::timestamptz, data FROM found
  ON CONFLICT DO NOTHING RETURNING id
), sent AS (
  INSERT INTO alert_delivery (id, alert_id, account_id, channel, iam_id, state, next_at, created_at, ended_at)
  SELECT gen_random_uuid(), f.id, f.account_id, d.channel, d.iam_id, CASE WHEN d.channel = 'in-app' THEN 'sent' ELSE 'waiting' END,
    $2::timestamptz, $2::timestamptz, CASE WHEN d.channel = 'in-app' THEN $2::timestamptz END
  FROM found f JOIN added ON added.id = f.id CROSS JOIN LATERAL (
    SELECT 'in-app' AS channel, u.id AS iam_id FROM "user" u WHERE u.id = ANY(f.people)
    UNION ALL SELECT 'mail', u.id FROM "user" u
      WHERE u.id = ANY(f.people) AND $3::boolean AND u.disabled_at IS NULL AND u.preferences->'alertMail' ? f.kind
    UNION ALL SELECT channel, NULL FROM unnest(f.channels) AS channel
  ) d
)
SELECT id FROM added`;
