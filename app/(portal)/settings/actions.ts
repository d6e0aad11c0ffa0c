"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/app/_server/action";
import { UpdateAccount } from "@/lib/domain/inputs/account";
import { idText } from "@/lib/domain/inputs/text";
import { updateAccountSettings } from "@/lib/services/account-settings";

export const updateAccountAction = action(
  "account.update",
  UpdateAccount.omit({ identitySettings: true }).extend({ entityTag: idText }),
  async (actor, { entityTag, ...changes }) => {
    await updateAccountSettings(actor, changes, { ifMatch: entityTag });
    revalidatePath("/", "layout");
  },
);
