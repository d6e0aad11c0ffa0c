import type { NextRequest } from "next/server";
import { orNull } from "@/app/_server/found";
import { currentActor } from "@/app/_server/session";
import { suggestPolicySubjects } from "@/lib/services/policy-subjects";

/** Whom the person may give access, by what is being typed. */
export const GET = async ({ nextUrl: { searchParams } }: NextRequest): Promise<Response> => {
  const actor = await currentActor();
  if (!actor) return Response.json([], { status: 401 });
  const found = await orNull(suggestPolicySubjects(actor, searchParams.get("q") ?? ""));
  return Response.json(found ?? [], { status: found ? 200 : 503, headers: { "cache-control": "no-store" } });
};
