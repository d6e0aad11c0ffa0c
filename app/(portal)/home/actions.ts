"use server";

import { z } from "zod";
import { action } from "@/app/_server/action";
import { expiryOf } from "@/app/_server/expiry";
import { createdKey } from "@/app/_server/rows";
import { CreateAccess } from "@/lib/domain/inputs/get-access";
import { createAccess } from "@/lib/services/get-access";
import { grantsOfServiceIds } from "@/lib/services/service-id-grants";

const AccessForm = z.preprocess((form) => {
  const { region, pattern, expiresAt, createNamespace, ...rest } = form as Record<string, string>;
  return {
    ...rest,
    region: region || null,
    pattern: pattern || null,
    expiresAt: expiryOf(expiresAt),
    createNamespace: createNamespace === "true",
  };
}, CreateAccess);

/** From a label, a namespace and a role to a key. Its value leaves the server here, once. */
export const createAccessAction = action("service-id.create", AccessForm, async (actor, input) => {
  const { serviceId, serviceIdCreated, key, value, namespaceCreated } = await createAccess(actor, input);
  const grants = (await grantsOfServiceIds(actor, [serviceId.iamId])).get(serviceId.iamId) ?? [];
  return {
    ...createdKey(key, value, { grants, administrator: false }),
    namespace: input.namespace,
    reused: !serviceIdCreated,
    namespaceMade: namespaceCreated && input.region ? { region: input.region, name: input.namespace } : null,
  };
});
