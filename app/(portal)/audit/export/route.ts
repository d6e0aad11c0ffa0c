import type { NextRequest } from "next/server";
import { fileOf } from "@/app/_server/export";
import { exportFormats } from "@/lib/domain/export-format";
import { runtime } from "@/lib/platform/runtime";
import { exportAudit } from "@/lib/services/report-export";
import { filtersOf, queryOf } from "../query";

/** What the page shows, all of it, oldest first. Without a filter it can be verified from the first item on. */
export const GET = ({ nextUrl: { searchParams } }: NextRequest): Promise<Response> =>
  fileOf(
    "audit",
    exportFormats,
    searchParams,
    async ({ siteAdministrator }) =>
      filtersOf(queryOf(Object.fromEntries(searchParams), siteAdministrator), runtime().clock.now()),
    exportAudit,
  );
