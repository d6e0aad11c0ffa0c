import type { NextRequest } from "next/server";
import { orNull } from "@/app/_server/found";
import { currentActor } from "@/app/_server/session";
import { suggestUsageFilters } from "@/lib/services/usage-suggestions";

/** Filters that fit what is being typed. */
export const GET = async ({ nextUrl: { searchParams } }: NextRequest): Promise<Response> => {
  const actor = await currentActor();
  if (!actor) return Response.json([], { status: 401 });
  const scope = actor.siteAdministrator && searchParams.get("scope") === "site" ? "site" : "account";
  const found = await orNull(suggestUsageFilters(actor, searchParams.get("q") ?? "", scope));
  return Response.json(found ?? [], { status: found ? 200 : 503, headers: { "cache-control": "no-store" } });
};
