import type { NextRequest } from "next/server";
import { getTimeZone } from "next-intl/server";
import { fileOf } from "@/app/_server/export";
import { exportFormats } from "@/lib/domain/export-format";
import { runtime } from "@/lib/platform/runtime";
import { listRegions } from "@/lib/services/regions";
import { exportUsage } from "@/lib/services/report-export";
import { ServiceError } from "@/lib/services/service-error";
import { eventFilters, planOf, queryOf } from "../query";

/** What the page shows, all of it. */
export const GET = ({ nextUrl: { searchParams } }: NextRequest): Promise<Response> =>
  fileOf(
    "usage",
    exportFormats,
    searchParams,
    async (actor) => {
      const regionIds = (await listRegions(actor)).map(({ id }) => id);
      const { siteAdministrator } = actor;
      const [now, timeZone] = [runtime().clock.now(), await getTimeZone()];
      const { query, problem } = queryOf(Object.fromEntries(searchParams), {
        siteAdministrator,
        regionIds,
        now,
        timeZone,
      });
      if (problem)
        throw new ServiceError(
          "invalid",
          "from and to need times such as 2026-11-22T10:00Z, in this order, at most ten years apart.",
          { field: "from" },
        );
      return eventFilters(query, planOf(query, now, timeZone));
    },
    exportUsage,
  );
