"use server";

import { z } from "zod";
import { action } from "@/app/_server/action";
import { verifyAuditChain } from "@/lib/services/audit-chain";

/** Reads the whole chain again. */
export const verifyChainAction = action(
  z.object({ scope: z.enum(["account", "site"]) }),
  async (actor, { scope }) => {
    const state = await verifyAuditChain(actor, { scope, whole: true });
    return { ...state, at: state.at.toISOString() };
  },
);
