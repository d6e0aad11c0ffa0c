"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/app/_server/action";
import { NewAccount } from "@/lib/domain/inputs/person";
import { createAccount } from "@/lib/services/accounts";

export const createAccountAction = action("account.create", NewAccount, async (actor, input) => {
  const { id, name } = await createAccount(actor, input);
  revalidatePath("/", "layout");
  return { id, name };
});
