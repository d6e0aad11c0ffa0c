import { z } from "zod";
import { idText, nameText } from "./text";

const queryLengthMax = 2000;

/** A view of the usage to keep: what it is called, and the query of its address. */
export const UsageViewInput = z.object({
  name: nameText.max(100, "is longer than 100 characters"),
  query: z
    .string("needs the query of an address")
    .max(queryLengthMax, `is longer than ${queryLengthMax} characters`)
    .regex(/^[\w.~*+%=&-]+$/, "needs the query of an address, such as period=7d&metric=pulls"),
});
export type UsageViewInput = z.input<typeof UsageViewInput>;

/** A view that is there, and its new name. */
export const UsageViewRename = z.object({ id: idText, name: UsageViewInput.shape.name });
export type UsageViewRename = z.input<typeof UsageViewRename>;
