"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "@/app/_server/action";
import { ChangeRole, NewInvitation } from "@/lib/domain/inputs/person";
import { idText } from "@/lib/domain/inputs/text";
import { invite, revokeInvitation } from "@/lib/services/invitations";
import { changeRole, disablePerson, enablePerson, removeMember } from "@/lib/services/people";

const Person = z.object({ userId: idText });

/** Gives the one-time link, which is shown once. */
export const inviteAction = action("invitation.create", NewInvitation, async (actor, input) => {
  const { invitation, link, mailed } = await invite(actor, input);
  revalidatePath("/people");
  return {
    email: invitation.email,
    expiresAt: invitation.expiresAt.toISOString(),
    link: link.reveal(),
    mailed,
  };
});

export const revokeInvitationAction = action(
  "invitation.revoke",
  z.object({ id: idText }),
  async (actor, { id }) => {
    await revokeInvitation(actor, id);
    revalidatePath("/people");
  },
);

export const changeRoleAction = action("membership.update", ChangeRole, async (actor, { userId, role }) => {
  await changeRole(actor, userId, role);
  revalidatePath("/", "layout");
});

export const removeMemberAction = action("membership.delete", Person, async (actor, { userId }) => {
  await removeMember(actor, userId);
  revalidatePath("/", "layout");
});

export const disablePersonAction = action("user.disable", Person, async (actor, { userId }) => {
  await disablePerson(actor, userId);
  revalidatePath("/people");
});

export const enablePersonAction = action("user.enable", Person, async (actor, { userId }) => {
  await enablePerson(actor, userId);
  revalidatePath("/people");
});
