/** What a page gets from Next; its query parameters are whatever someone typed. */
import type { ReactNode } from "react";

export type PageOf<Params = unknown> = {
  params: Promise<Params>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export type LayoutOf<Params> = { params: Promise<Params>; children: ReactNode };
