"use client";

import { later } from "./ui/later";

export const UsageTable = later(async () => (await import("./usage-table")).UsageTable);
