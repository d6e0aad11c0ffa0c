import { randomUUID } from "node:crypto";
import type { AlertKind } from "@/lib/domain/alert";
import { type AlertSettings, alertSettingsOf } from "@/lib/domain/alert-settings";
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
 * Writes alerts and where they go to into the outbox, in the caller's transaction. An alert that is there
 * already isn't written again, whichever portal found it; one of a kind that the account has switched off
 * isn't at all, nor is one that reaches nobody. Mail goes to those who asked for it. @returns how many were new
 */
export const raiseAlerts = async (query: Query, alerts: readonly NewAlert[]): Promise<number> => {
  if (alerts.length === 0) return 0;
  const accounts = await query<Account>(
    `SELECT account_id, settings, webhook_url IS NOT NULL AS webhook, slack_url IS NOT NULL AS slack
     FROM alert_settings WHERE account_id = ANY($1::text[])`,
    [[...new Set(alerts.map(({ accountId }) => accountId))]],
  );
  let raised = 0;
  for (const alert of alerts) {
    const account = accounts.find(({ account_id }) => account_id === alert.accountId);
    const kind = alertSettingsOf(account?.settings).kinds[alert.kind];
    if (kind.on && (await raise(query, alert, kind, account))) raised++;
  }
  return raised;
};

const raise = async (
  query: Query,
  { accountId, kind, subject, window, data = {}, to }: NewAlert,
  wanted: AlertSettings["kinds"][AlertKind],
  account: Account | undefined,
): Promise<boolean> => {
  const channels = [
    ...(account?.webhook && wanted.webhook ? ["webhook"] : []),
    ...(account?.slack && wanted.slack ? ["slack"] : []),
  ];
  if (to.length === 0 && channels.length === 0) return false;
  const now = runtime().clock.now();
  const id = randomUUID();
  const added = await query(
    `INSERT INTO alert (id, account_id, kind, subject_type, subject_id, subject_name, "window", at, data)
     VALUES ($1::uuid, $2, $3, $4, $5, $6, $7, $8::timestamptz, $9::jsonb) ON CONFLICT DO NOTHING RETURNING id`,
    [id, accountId, kind, subject.type, subject.id, subject.name, window, now, JSON.stringify(data)],
  );
  if (added.length === 0) return false;
  await query(
    `INSERT INTO alert_delivery (id, alert_id, account_id, channel, iam_id, state, next_at, created_at, ended_at)
     SELECT gen_random_uuid(), $1::uuid, $2, d.channel, d.iam_id, CASE WHEN d.channel = 'in-app' THEN 'sent' ELSE 'waiting' END,
       $3::timestamptz, $3::timestamptz, CASE WHEN d.channel = 'in-app' THEN $3::timestamptz END
     FROM (
       SELECT 'in-app' AS channel, u.id AS iam_id FROM "user" u WHERE u.id = ANY($4::text[])
       UNION ALL SELECT 'mail', u.id FROM "user" u
         WHERE u.id = ANY($4::text[]) AND $5::boolean AND u.disabled_at IS NULL AND u.preferences->'alertMail' ? $6
       UNION ALL SELECT channel, NULL FROM unnest($7::text[]) AS channel
     ) d RETURNING id`,
    [id, accountId, now, [...new Set(to)], runtime().config.smtpUrl !== null, kind, channels],
  );
  return true;
};
