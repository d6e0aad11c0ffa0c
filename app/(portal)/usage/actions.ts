"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "@/app/_server/action";
import { idText } from "@/lib/domain/inputs/text";
import { UsageViewInput, UsageViewRename } from "@/lib/domain/inputs/usage-view";
import { deleteUsageView, renameUsageView, saveUsageView } from "@/lib/services/usage-views";

export const saveUsageViewAction = action("usage-view.create", UsageViewInput, async (actor, input) => {
  await saveUsageView(actor, input);
  revalidatePath("/usage");
});

export const renameUsageViewAction = action("usage-view.update", UsageViewRename, async (actor, input) => {
  await renameUsageView(actor, input);
  revalidatePath("/usage");
});

export const deleteUsageViewAction = action(
  "usage-view.delete",
  z.object({ id: idText }),
  async (actor, { id }) => {
    await deleteUsageView(actor, id);
    revalidatePath("/usage");
  },
);
