"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action, reads } from "@/app/_server/action";
import { verifyAuditChain } from "@/lib/services/audit-chain";
import { makeCheckpoint } from "@/lib/services/audit-checkpoints";

/** Reads the whole chain again. */
export const verifyChainAction = action(
  reads,
  z.object({ scope: z.enum(["account", "site"]) }),
  async (actor, { scope }) => {
    const state = await verifyAuditChain(actor, { scope, whole: true });
    return { ...state, at: state.at.toISOString() };
  },
);

/** Signs where the chain stands now. */
export const makeCheckpointAction = action(
  "audit.checkpoint",
  z.object({ scope: z.enum(["account", "site"]) }),
  async (actor, { scope }) => {
    const { seq } = await makeCheckpoint(actor, scope);
    revalidatePath("/audit");
    return { seq };
  },
);
