import type { NextRequest } from "next/server";
import { fileOf } from "@/app/_server/export";
import { exportFormats } from "@/lib/domain/export-format";
import { planPeriod } from "@/lib/domain/usage-period";
import { runtime } from "@/lib/platform/runtime";
import { listRegions } from "@/lib/services/regions";
import { exportUsage } from "@/lib/services/report-export";
import { eventFilters, queryOf } from "../query";

/** What the page shows, all of it. */
export const GET = ({ nextUrl: { searchParams } }: NextRequest): Promise<Response> =>
  fileOf(
    "usage",
    exportFormats,
    searchParams,
    async (actor) => {
      const regionIds = (await listRegions(actor)).map(({ id }) => id);
      const { siteAdministrator } = actor;
      const query = queryOf(Object.fromEntries(searchParams), { siteAdministrator, regionIds });
      return { ...eventFilters(query), from: planPeriod(query.period, runtime().clock.now(), "UTC").from };
    },
    exportUsage,
  );
