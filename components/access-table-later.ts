"use client";

import { later } from "./ui/later";

export const AccessTable = later(async () => (await import("./access-table")).AccessTable);
