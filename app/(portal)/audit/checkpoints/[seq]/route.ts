import type { NextRequest } from "next/server";
import { orNull } from "@/app/_server/found";
import { currentActor } from "@/app/_server/session";
import { checkpointText } from "@/lib/services/audit-checkpoints";

/** One checkpoint as a file: its signed text. */
export const GET = async (
  { nextUrl: { searchParams } }: NextRequest,
  { params }: { params: Promise<{ seq: string }> },
): Promise<Response> => {
  const actor = await currentActor();
  if (!actor) return new Response("Sign in first.\n", { status: 401 });
  const { seq } = await params;
  const scope = searchParams.get("scope") === "site" ? "site" : "account";
  const text = /^\d{1,15}$/.test(seq) ? await orNull(checkpointText(actor, Number(seq), scope)) : null;
  if (text === null) return new Response("There is no such checkpoint.\n", { status: 404 });
  return new Response(`${text}\n`, {
    headers: {
      "content-type": "application/jose",
      "content-disposition": `attachment; filename="wharfkey-checkpoint-${scope}-${seq}.jws"`,
      "cache-control": "no-store",
    },
  });
};
