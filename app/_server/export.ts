import { unstable_rethrow } from "next/navigation";
import { type ExportFormat, exportFiles } from "@/lib/domain/export-format";
import { runtime } from "@/lib/platform/runtime";
import type { Actor } from "@/lib/services/actor";
import { type ExportKind, recordExport } from "@/lib/services/report-export";
import { isServiceError } from "@/lib/services/service-error";
import { currentActor } from "./session";

/**
 * A file for a signed-in person: all that matches, as it is read. The audit says that it left.
 * @param asked with `format`, else the first of `formats`
 */
export const fileOf = async <Filters extends object, Format extends ExportFormat>(
  what: ExportKind,
  formats: readonly [Format, ...Format[]],
  asked: URLSearchParams,
  filtersOf: (actor: Actor) => Promise<Filters>,
  open: (
    actor: Actor,
    filters: Filters,
    format: Format,
    after?: string,
  ) => Promise<ReadableStream<Uint8Array>>,
): Promise<Response> => {
  const actor = await currentActor();
  if (!actor) return plain(401, "Sign in first.");
  const form = formats.find((format) => format === asked.get("format")) ?? formats[0];
  const after = asked.get("after") ?? undefined;
  try {
    const filters = await filtersOf(actor);
    const body = await open(actor, filters, form, after);
    await recordExport(actor, what, { ...filters, ...(after && { after }) }, form);
    const day = runtime().clock.now().toISOString().slice(0, 10);
    return new Response(body, {
      headers: {
        "content-type": exportFiles[form].type,
        "content-disposition": `attachment; filename="wharfkey-${what}-${day}.${exportFiles[form].extension}"`,
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
