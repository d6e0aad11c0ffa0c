"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { action } from "@/app/_server/action";
import { CreateServiceId, UpdateServiceId } from "@/lib/domain/inputs/service-id";
import { idText } from "@/lib/domain/inputs/text";
import {
  createServiceId,
  deleteServiceId,
  setServiceIdLocked,
  updateServiceId,
} from "@/lib/services/service-ids";

export const createServiceIdAction = action("service-id.create", CreateServiceId, async (actor, input) => {
  const { id } = await createServiceId(actor, input);
  return { id };
});

export const updateServiceIdAction = action(
  "service-id.update",
  UpdateServiceId.safeExtend({ serviceId: idText, entityTag: idText }),
  async (actor, { serviceId, entityTag, ...input }) => {
    await updateServiceId(actor, serviceId, input, { ifMatch: entityTag });
    refresh();
  },
);

export const setServiceIdLockedAction = action(
  ({ locked }) => (locked === "true" ? "service-id.lock" : "service-id.unlock"),
  z.object({ serviceId: idText, locked: z.enum(["true", "false"]) }),
  async (actor, { serviceId, locked }) => {
    await setServiceIdLocked(actor, serviceId, locked === "true");
    refresh();
  },
);

/** The page leads on by itself: there is nothing left to show. */
export const deleteServiceIdAction = action(
  "service-id.delete",
  z.object({ serviceId: idText }),
  async (actor, { serviceId }) => {
    await deleteServiceId(actor, serviceId);
  },
);
