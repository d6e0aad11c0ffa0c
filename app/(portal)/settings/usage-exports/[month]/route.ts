import type { NextRequest } from "next/server";
import { orNull } from "@/app/_server/found";
import { currentActor } from "@/app/_server/session";
import { openUsageExport } from "@/lib/services/usage-exports";

/** A month of usage that was written to a file before it was deleted. */
export const GET = async (
  { nextUrl: { searchParams } }: NextRequest,
  { params }: { params: Promise<{ month: string }> },
): Promise<Response> => {
  const actor = await currentActor();
  if (!actor) return new Response("Sign in first.\n", { status: 401 });
  const scope = searchParams.get("scope") === "site" ? "site" : "account";
  const file = await orNull(openUsageExport(actor, (await params).month, scope));
  if (!file) return new Response("There is no such file.\n", { status: 404 });
  return new Response(file.body, {
    headers: {
      "content-type": "application/gzip",
      "content-length": String(file.sizeBytes),
      "content-disposition": `attachment; filename="wharfkey-${file.name}"`,
      "cache-control": "no-store",
    },
  });
};
