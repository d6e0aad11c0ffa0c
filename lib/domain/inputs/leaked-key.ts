import { z } from "zod";
import { descriptionText } from "./text";

/** Where a leaked key was found, as its finder says. The value itself is the proof. */
export const LeakedKeyReport = z.object({
  url: z
    .string("needs a URL")
    .max(1000, "is longer than 1000 characters")
    .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), {
      error: "needs an address that begins with http:// or https://",
      params: { reason: "url" },
    })
    .optional(),
  note: descriptionText.optional(),
});
export type LeakedKeyReport = z.input<typeof LeakedKeyReport>;
