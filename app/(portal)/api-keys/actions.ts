"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { action } from "@/app/_server/action";
import { expiryOf } from "@/app/_server/expiry";
import { heldBy } from "@/app/_server/held";
import { createdKey } from "@/app/_server/rows";
import { CreateApiKey, UpdateApiKey } from "@/lib/domain/inputs/api-key";
import { idText } from "@/lib/domain/inputs/text";
import {
  createApiKey,
  deleteApiKey,
  setApiKeyDisabled,
  setApiKeyLocked,
  updateApiKey,
} from "@/lib/services/api-keys";
import { grantsOfServiceIds } from "@/lib/services/service-id-grants";

const withExpiry = (form: unknown) => {
  const { expiresAt, ...rest } = form as Record<string, string>;
  return { ...rest, expiresAt: expiryOf(expiresAt) };
};

const flag = z.enum(["true", "false"]).transform((value) => value === "true");

/** A further key. Its value leaves the server here, once. */
export const createApiKeyAction = action(
  "api-key.create",
  z.preprocess(withExpiry, CreateApiKey),
  async (actor, input) => {
    const { key, value } = await createApiKey(actor, input);
    if (key.owner.kind === "user") return createdKey(key, value, await heldBy(actor));
    const grants = (await grantsOfServiceIds(actor, [key.iamId])).get(key.iamId) ?? [];
    return createdKey(key, value, { grants, administrator: false });
  },
);

const UpdateForm = z.preprocess(withExpiry, UpdateApiKey.safeExtend({ keyId: idText, entityTag: idText }));

export const updateApiKeyAction = action(
  "api-key.update",
  UpdateForm,
  async (actor, { keyId, entityTag, ...input }) => {
    await updateApiKey(actor, keyId, input, { ifMatch: entityTag });
    refresh();
  },
);

export const setApiKeyDisabledAction = action(
  ({ disabled }) => (disabled ? "api-key.disable" : "api-key.enable"),
  z.object({ keyId: idText, disabled: flag }),
  async (actor, { keyId, disabled }) => {
    await setApiKeyDisabled(actor, keyId, disabled);
    refresh();
  },
);

export const setApiKeyLockedAction = action(
  ({ locked }) => (locked ? "api-key.lock" : "api-key.unlock"),
  z.object({ keyId: idText, locked: flag }),
  async (actor, { keyId, locked }) => {
    await setApiKeyLocked(actor, keyId, locked);
    refresh();
  },
);

/** The page refreshes or leaves by itself: on the key's own page there is nothing left to show. */
export const deleteApiKeyAction = action(
  "api-key.delete",
  z.object({ keyId: idText }),
  async (actor, { keyId }) => {
    await deleteApiKey(actor, keyId);
  },
);
