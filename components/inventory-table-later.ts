"use client";

import { later } from "./ui/later";

export const InventoryTable = later(async () => (await import("./inventory-table")).InventoryTable);
