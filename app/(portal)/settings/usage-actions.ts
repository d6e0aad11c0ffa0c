"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/app/_server/action";
import { UsageRetention } from "@/lib/domain/inputs/usage-retention";
import { setUsageRetention } from "@/lib/services/usage-retention";

export const setUsageRetentionAction = action(UsageRetention, async (actor, input) => {
  await setUsageRetention(actor, input);
  revalidatePath("/settings");
});
