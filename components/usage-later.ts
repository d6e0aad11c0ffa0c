"use client";

import { later } from "./ui/later";

// Each draws much and is read first: rows of links, and charts.
const parts = () => import("./usage-parts");

export const UsageDenials = later(async () => (await parts()).UsageDenials);
export const UsageOverview = later(async () => (await parts()).UsageOverview);
export const UsageRankings = later(async () => (await parts()).UsageRankings);
