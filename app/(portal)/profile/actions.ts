"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { action } from "@/app/_server/action";
import { clearSessionCookie } from "@/app/_server/session-cookie";
import { idText, nameText } from "@/lib/domain/inputs/text";
import { renameSelf } from "@/lib/services/profile";
import { endSession, signOutEverywhere } from "@/lib/services/sessions";

export const renameAction = action("user.update", z.object({ name: nameText }), async (actor, { name }) => {
  await renameSelf(actor, name);
  revalidatePath("/", "layout");
});

export const endSessionAction = action(
  "session.end",
  z.object({ sessionId: idText }),
  async (actor, { sessionId }) => {
    await endSession(actor, sessionId);
    revalidatePath("/profile");
  },
);

export const signOutEverywhereAction = action("sign-out.everywhere", z.object({}), async (actor) => {
  await signOutEverywhere(actor);
  await clearSessionCookie();
  redirect("/sign-in");
});
