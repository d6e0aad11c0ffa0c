"use server";

import { z } from "zod";
import { action } from "@/app/_server/action";
import { idText } from "@/lib/domain/inputs/text";
import { checkConnection } from "@/lib/services/check-connection";

/** Gets `regionId`. Takes up to half a minute. */
export const checkConnectionAction = action(
  "region.check",
  z.object({ regionId: idText }),
  (actor, { regionId }) => checkConnection(actor, regionId),
);
