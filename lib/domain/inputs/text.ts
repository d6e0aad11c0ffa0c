import { z } from "zod";
import { isCustomRoleName, isRole, roles } from "../role";

/** Bounds of every name and description, in characters. */
export const nameLengthMax = 255;
export const descriptionLengthMax = 1000;

/** Control characters and half surrogate pairs: no column, log line or audit hash can hold them well. */
const unfit = /[\p{Cc}\p{Cs}]/u;
const needs = "needs text without control characters";

/** A name or label: 1–255 characters after trimming, no control characters. */
export const nameText = z
  .string(`needs 1 to ${nameLengthMax} characters`)
  .trim()
  .min(1, `is empty, it needs 1 to ${nameLengthMax} characters`)
  .max(nameLengthMax, `is longer than ${nameLengthMax} characters`)
  .refine((text) => !unfit.test(text), { error: needs, params: { reason: "control-character" } });

/** Up to 1000 characters, line breaks allowed, other control characters not. Empty text is stored as none. */
export const descriptionText = z
  .string(`needs up to ${descriptionLengthMax} characters`)
  .max(descriptionLengthMax, `is longer than ${descriptionLengthMax} characters`)
  .refine((text) => !unfit.test(text.replace(/\r?\n/g, "")), {
    error: needs,
    params: { reason: "control-character" },
  })
  .transform((text) => (text.trim() === "" ? null : text))
  .nullable();

/** An id from outside, of any form: what isn't found is answered as not there. */
export const idText = z
  .string("needs an id")
  .min(1, "is empty, it needs an id")
  .max(255, "is longer than 255 characters")
  .refine((text) => !unfit.test(text), { error: needs, params: { reason: "control-character" } });

/** A region's id or its former name. */
export const regionText = idText;

/** The name of one of our roles, or what an account's own role may be called: whether it is there is looked up. */
export const roleText = z.custom<string>(
  (value) => typeof value === "string" && (isRole(value) || isCustomRoleName(value)),
  { error: `is no role, it needs one of ${roles.join(", ")} or a custom role's name` },
);
