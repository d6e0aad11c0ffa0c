import { cache } from "react";
import { requireActor } from "@/app/_server/session";
import { getServiceId } from "@/lib/services/service-ids";

/** Asked for by the layout and the page: read once. */
export const serviceIdOf = cache(async (id: string) => getServiceId(await requireActor(), id));
