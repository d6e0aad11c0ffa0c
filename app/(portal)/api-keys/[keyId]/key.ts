import { cache } from "react";
import { requireActor } from "@/app/_server/session";
import { getApiKey } from "@/lib/services/api-keys";

/** Asked for by the title and the page: read once. */
export const keyOf = cache(async (id: string) => getApiKey(await requireActor(), id));
