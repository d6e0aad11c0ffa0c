"use server";

import { z } from "zod";
import { action, reads } from "@/app/_server/action";
import { expiryOf } from "@/app/_server/expiry";
import { KeyBulkRequest } from "@/lib/domain/inputs/key-inventory";
import { idText } from "@/lib/domain/inputs/text";
import { continueKeyBulk, previewKeyBulk, startKeyBulk, undoKeyBulk } from "@/lib/services/key-bulk";

/** The form's `request` is the selection as JSON; `expiresAt` is the expiry field's. */
const BulkForm = z.preprocess((form: unknown) => {
  const { request, expiresAt } = form as Record<string, string>;
  return { ...parsed(request), ...(expiresAt !== undefined && { expiresAt: expiryOf(expiresAt) }) };
}, KeyBulkRequest);

const parsed = (text: string | undefined): object => {
  try {
    return Object(JSON.parse(text ?? "")) as object;
  } catch {
    return {};
  }
};

const ById = z.object({ id: idText });

export const previewKeyBulkAction = action(reads, BulkForm, previewKeyBulk);

export const startKeyBulkAction = action("api-key.bulk", BulkForm, startKeyBulk);

export const continueKeyBulkAction = action("api-key.bulk", ById, (actor, { id }) =>
  continueKeyBulk(actor, id),
);

export const undoKeyBulkAction = action("api-key.bulk-undo", ById, (actor, { id }) => undoKeyBulk(actor, id));
