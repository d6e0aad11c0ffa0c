import type { NextRequest } from "next/server";
import { fileOf } from "@/app/_server/export";
import { credentialFormats, exportCredentials } from "@/lib/services/credential-report";
import { filtersOf, queryOf } from "../query";

/** The credential report of what the page shows; without a filter with the account's people. */
export const GET = ({ nextUrl: { searchParams } }: NextRequest): Promise<Response> =>
  fileOf(
    "credential-report",
    credentialFormats,
    searchParams,
    async () => filtersOf(queryOf(Object.fromEntries(searchParams))),
    exportCredentials,
  );
