import { unstable_rethrow } from "next/navigation";
import { runtime } from "@/lib/platform/runtime";
import type { Actor } from "@/lib/services/actor";
import { type ExportFormat, type ExportKind, recordExport } from "@/lib/services/report-export";
import { isServiceError } from "@/lib/services/service-error";
import { currentActor } from "./session";

const types = { csv: "text/csv; charset=utf-8; header=present", ndjson: "application/x-ndjson" };

/** A file for a signed-in person: all that matches, as it is read. The audit says that it left. */
export const fileOf = async <Filters extends object>(
  what: ExportKind,
  format: string | null,
  filtersOf: (actor: Actor) => Promise<Filters>,
  open: (actor: Actor, filters: Filters, format: ExportFormat) => Promise<ReadableStream<Uint8Array>>,
): Promise<Response> => {
  const actor = await currentActor();
  if (!actor) return plain(401, "Sign in first.");
  const form: ExportFormat = format === "ndjson" ? "ndjson" : "csv";
  try {
    const filters = await filtersOf(actor);
    const body = await open(actor, filters, form);
    await recordExport(actor, what, filters, form);
    const day = runtime().clock.now().toISOString().slice(0, 10);
    return new Response(body, {
      headers: {
        "content-type": types[form],
        "content-disposition": `attachment; filename="wharfkey-${what}-${day}.${form}"`,
        "cache-control": "no-store",
      },
    });
  } catch (error) {
    unstable_rethrow(error);
    if (isServiceError(error)) return plain(error.code === "forbidden" ? 403 : 400, error.message);
    runtime().log.error({ err: error, correlationId: actor.correlationId }, "an export failed");
    return plain(503, "The file couldn't be made. Try again in a few seconds.");
  }
};

const plain = (status: number, text: string) =>
  new Response(`${text}\n`, { status, headers: { "content-type": "text/plain; charset=utf-8" } });
