"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { sessionAction } from "@/app/_server/action";
import { ChangePassword } from "@/lib/domain/inputs/person";
import { Secret } from "@/lib/platform/secret-type";
import { changeOwnPassword } from "@/lib/services/passwords";

/** The own password; after a generated one the portal opens. */
export const changePasswordAction = sessionAction(
  ChangePassword,
  async (session, { current, password }, context) => {
    await changeOwnPassword(
      session,
      { current: current === undefined ? null : new Secret(current), password: new Secret(password) },
      context,
    );
    if (session.mustChangePassword) redirect("/home");
    revalidatePath("/profile");
  },
);
