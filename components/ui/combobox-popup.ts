"use client";

import { lazy } from "react";

const list = () => import("./combobox-list");

/** A list to choose from by typing, over the page; fetched with the first one that someone is about to open. */
export const ComboboxPopup = lazy(async () => ({ default: (await list()).ComboboxPopup }));
export const fetchList = () => void list().catch(() => undefined);
