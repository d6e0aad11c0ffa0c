import { createRoute, z } from "@hono/zod-openapi";
import { CheckpointFilters } from "@/lib/domain/inputs/report";
import { type CheckpointView, listCheckpoints, makeCheckpoint } from "@/lib/services/audit-checkpoints";
import { answerOf, conflicts, present, refusals, security } from "./iam-requests";
import { guarded, identityAnswers, restApp } from "./rest";

const checkpointShape = z
  .object({
    seq: z.number().int().openapi({ description: "The event's number in the chain" }),
    hash: z.string().openapi({ description: "Its hash, SHA-256 in hex" }),
    at: z.string().openapi({ example: "2026-11-19T14:00:00.000Z" }),
    jws: z.string().openapi({ description: "Both, signed: what `npm run audit:verify` takes" }),
  })
  .openapi("AuditCheckpoint");

const common = { security, tags: ["Reports"], middleware: guarded, path: "/api/v1/audit/checkpoints" };

const list = createRoute({
  ...common,
  method: "get",
  summary: "Signed statements of where the audit's chain stood, newest first",
  request: { query: z.strictObject(CheckpointFilters.shape) },
  responses: {
    200: answerOf(
      "Checkpoints, and the path to older ones",
      z.object({ items: z.array(checkpointShape), next: z.string().optional() }),
    ),
    ...refusals,
  },
});

const make = createRoute({
  ...common,
  method: "post",
  summary: "Sign where the chain stands now",
  description:
    "All of it is verified first. That it was asked for is an item of the chain, unless nothing has happened since the last one.",
  request: { query: z.strictObject({ scope: CheckpointFilters.shape.scope }) },
  responses: { 200: answerOf("The checkpoint", checkpointShape), ...refusals, ...conflicts },
});

const shown = ({ at, ...checkpoint }: CheckpointView) => ({ ...checkpoint, at: at.toISOString() });

/** Checkpoints by script, for whoever keeps them elsewhere. */
export const auditCheckpoints = restApp(identityAnswers)
  .openapi(list, async (c) => {
    const { items, next } = await listCheckpoints(c.get("actor"), present(c.req.valid("query")));
    const query = new URLSearchParams(new URL(c.req.url).search);
    if (next) query.set("before", String(next));
    return c.json({ items: items.map(shown), ...(next && { next: `${c.req.path}?${query}` }) }, 200);
  })
  .openapi(make, async (c) =>
    c.json(shown(await makeCheckpoint(c.get("actor"), c.req.valid("query").scope)), 200),
  );
