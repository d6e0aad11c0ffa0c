"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "@/app/_server/action";
import { CreateRegion, UpdateRegion } from "@/lib/domain/inputs/region";
import { idText } from "@/lib/domain/inputs/text";
import { revealWebhookSecret, rotateWebhookSecret } from "@/lib/services/region-secrets";
import { createRegion, importIbmCloudRegions, updateRegion } from "@/lib/services/region-settings";

/** An unchecked box sends nothing. */
const checkbox = {
  offlineToken: z
    .string()
    .optional()
    .transform((value) => value === "true"),
};
const Place = z.object({ region: idText });

export const createRegionAction = action(
  "region.create",
  CreateRegion.extend(checkbox),
  async (actor, input) => {
    const { id } = await createRegion(actor, input);
    revalidatePath("/", "layout");
    return { id };
  },
);

export const updateRegionAction = action(
  "region.update",
  UpdateRegion.extend({ ...checkbox, id: idText, entityTag: idText }),
  async (actor, { id, entityTag, ...input }) => {
    await updateRegion(actor, id, input, entityTag);
    revalidatePath("/", "layout");
  },
);

export const importIbmCloudAction = action("region.create", z.object({}), async (actor) => {
  const { added } = await importIbmCloudRegions(actor);
  revalidatePath("/", "layout");
  return { added: added.length };
});

/** The secret leaves the server here, to who has just signed in. */
export const revealWebhookSecretAction = action(
  "region.reveal-webhook-secret",
  Place,
  async (actor, { region }) => ({
    secret: (await revealWebhookSecret(actor, region)).reveal(),
  }),
);

export const rotateWebhookSecretAction = action(
  "region.rotate-webhook-secret",
  Place,
  async (actor, { region }) => {
    const secret = (await rotateWebhookSecret(actor, region)).reveal();
    revalidatePath(`/regions/${region}`);
    return { secret };
  },
);
