"use client";

import { later } from "./ui/later";

export const AuditTable = later(async () => (await import("./audit-table")).AuditTable);
