"use client";

import { later } from "./ui/later";

export const KeyChart = later(async () => (await import("./key-chart")).KeyChart);
