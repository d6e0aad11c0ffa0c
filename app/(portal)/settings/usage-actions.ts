"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "@/app/_server/action";
import { UsageRetention } from "@/lib/domain/inputs/usage-retention";
import { setUsageRetention } from "@/lib/services/usage-retention-settings";

export const setUsageRetentionAction = action(
  ({ scope }) => `${scope}.update`,
  UsageRetention.extend({ scope: z.enum(["account", "site"]) }),
  async (actor, { scope, ...input }) => {
    await setUsageRetention(actor, input, scope);
    revalidatePath(scope === "site" ? "/site-settings" : "/settings");
  },
);
