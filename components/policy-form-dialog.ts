"use client";

import { lazy } from "react";

/** The form for a policy, fetched when someone is about to open it. */
export const fetchPolicyForm = () => import("./policy-form");
export const PolicyForm = lazy(async () => ({ default: (await fetchPolicyForm()).PolicyForm }));
