"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { action } from "@/app/_server/action";
import { CreateCustomRole, ReplaceCustomRole } from "@/lib/domain/inputs/custom-role";
import { idText } from "@/lib/domain/inputs/text";
import { createCustomRole, deleteCustomRole, replaceCustomRole } from "@/lib/services/custom-roles";

/** A form in which nothing is ticked doesn't name its list. */
const ticked = (form: unknown) => ({ actions: [], ...(form as object) });

export const createCustomRoleAction = action(
  "role.create",
  z.preprocess(ticked, CreateCustomRole),
  async (actor, input) => {
    await createCustomRole(actor, input);
    refresh();
  },
);

export const replaceCustomRoleAction = action(
  "role.update",
  z.preprocess(ticked, ReplaceCustomRole.extend({ id: idText, entityTag: idText })),
  async (actor, { id, entityTag, ...input }) => {
    await replaceCustomRole(actor, id, input, { ifMatch: entityTag });
    refresh();
  },
);

export const deleteCustomRoleAction = action(
  "role.delete",
  z.object({ id: idText }),
  async (actor, { id }) => {
    await deleteCustomRole(actor, id);
    refresh();
  },
);
