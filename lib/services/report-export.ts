import type { AuditItem } from "@/lib/domain/audit-event";
import { csvLine } from "@/lib/domain/csv";
import type { ExportFormat } from "@/lib/domain/export-format";
import type { AuditFilters, UsageFilters } from "@/lib/domain/inputs/report";
import type { OcsfEvent } from "@/lib/domain/ocsf";
import { ocsfAudit } from "@/lib/domain/ocsf-audit";
import { ocsfUsage } from "@/lib/domain/ocsf-usage";
import type { UsageRow } from "@/lib/domain/usage";
import { runtime } from "@/lib/platform/runtime";
import type { Actor } from "./actor";
import { auditBatches } from "./audit";
import { change, siteChain } from "./change";
import { usageBatches } from "./usage";

export type ExportKind = "usage" | "audit" | "credential-report";

/**
 * Usage that matches, newest first.
 * @param after goes on after this row (`<at>_<id>`): exactly what the whole has behind it, a CSV without its header
 * @throws ServiceError invalid, forbidden, before anything is sent
 */
export const exportUsage = (
  actor: Actor,
  filters: UsageFilters,
  format: ExportFormat,
  after?: string,
): Promise<ReadableStream<Uint8Array>> =>
  streamOf(lines(usageBatches(actor, filters, after), format, usageForms, after !== undefined));

/**
 * Audit that matches, oldest first, so that it can be verified as it is.
 * @param after goes on after the item of this number
 * @throws as exportUsage
 */
export const exportAudit = (
  actor: Actor,
  filters: AuditFilters,
  format: ExportFormat,
  after?: string,
): Promise<ReadableStream<Uint8Array>> =>
  streamOf(lines(auditBatches(actor, filters, after), format, auditForms, after !== undefined));

/**
 * Puts a person's export into the audit: what left, in which form. Machines' reads aren't exports, or a SIEM
 * that polls would make a new item with every poll.
 */
export const recordExport = async (
  actor: Actor,
  what: ExportKind,
  filters: object,
  format: ExportFormat,
): Promise<void> => {
  const chain = "scope" in filters && filters.scope === "site" ? siteChain : actor.accountId;
  await change(actor, chain, (_tx, record) =>
    record({
      action: `${what}.export`,
      target: { type: what, id: chain, name: format },
      after: { format, ...filters },
    }),
  );
};

export type Columns<Row> = { [name: string]: (row: Row) => string | number | null };

/** How a row is written where it isn't written as it is. */
export type Forms<Row> = { columns: Columns<Row>; ocsf?: (row: Row) => OcsfEvent };

const usageColumns: Columns<UsageRow> = {
  id: (row) => row.id,
  at: (row) => row.at,
  source: (row) => row.source,
  action: (row) => row.action,
  outcome: (row) => row.outcome,
  reason: (row) => row.reason,
  apikey_id: (row) => row.apikey_id,
  iam_id: (row) => row.iam_id,
  account_id: (row) => row.account_id,
  region: (row) => row.region,
  namespace: (row) => row.namespace,
  repository: (row) => row.repository,
  tag: (row) => row.tag,
  digest: (row) => row.digest,
  requested: (row) => row.requested.join(" "),
  granted: (row) => row.granted.join(" "),
  username: (row) => row.username,
  client_name: (row) => row.client.name,
  client_version: (row) => row.client.version,
  user_agent: (row) => row.user_agent,
  ip: (row) => row.ip,
  token_id: (row) => row.token_id,
  request_id: (row) => row.request_id,
  repeat_of: (row) => row.repeat_of,
  count: (row) => row.count,
};

const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

const auditColumns: Columns<AuditItem> = {
  seq: (item) => item.seq,
  at: (item) => item.at,
  actor_iam_id: (item) => item.actor.iam_id,
  actor_name: (item) => item.actor.name,
  actor_apikey_id: (item) => item.actor.apikey_id ?? null,
  action: (item) => item.action,
  target_type: (item) => item.target.type,
  target_id: (item) => item.target.id,
  target_name: (item) => item.target.name,
  before: (item) => json(item.before),
  after: (item) => json(item.after),
  correlation_id: (item) => item.correlation_id,
  ip: (item) => item.ip,
  prev_hash: (item) => item.prev_hash,
  hash: (item) => item.hash,
};

const usageForms: Forms<UsageRow> = { columns: usageColumns, ocsf: ocsfUsage };
const auditForms: Forms<AuditItem> = { columns: auditColumns, ocsf: ocsfAudit };

/** @param resumed goes on with a file that has its header already */
export async function* lines<Row>(
  batches: AsyncGenerator<Row[]>,
  format: ExportFormat,
  { columns, ocsf }: Forms<Row>,
  resumed = false,
): AsyncGenerator<string> {
  if (format !== "csv") {
    const written = (row: Row) => (format === "ocsf" && ocsf ? ocsf(row) : row);
    for await (const rows of batches) yield rows.map((row) => `${JSON.stringify(written(row))}\n`).join("");
    return;
  }
  let head = resumed ? "" : csvLine(Object.keys(columns));
  const readers = Object.values(columns);
  for await (const rows of batches) {
    yield head + rows.map((row) => csvLine(readers.map((read) => read(row)))).join("");
    head = "";
  }
  if (head) yield head;
}

/**
 * Reads a batch whenever the receiver has taken the one before. What fails later breaks the stream off, so
 * that half an export can't look like a whole one.
 */
export const streamOf = async (chunks: AsyncGenerator<string>): Promise<ReadableStream<Uint8Array>> => {
  const encoder = new TextEncoder();
  let next = await chunks.next();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (next.done) return controller.close();
      controller.enqueue(encoder.encode(next.value));
      // Only while it is read on: nobody says so when an answer is never taken, as to HEAD.
      const end = runtime().smallHeap();
      try {
        next = await chunks.next();
      } finally {
        end();
      }
    },
    async cancel() {
      await chunks.return(undefined);
    },
  });
};
