"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { action } from "@/app/_server/action";
import { NamespacePlace } from "@/lib/domain/inputs/namespace";
import { idText } from "@/lib/domain/inputs/text";
import { createNamespace, deleteNamespace } from "@/lib/services/namespaces";

export const createNamespaceAction = action("namespace.create", NamespacePlace, async (actor, place) => {
  await createNamespace(actor, place);
  refresh();
});

/** From the list: it is shown again without it. */
export const deleteNamespaceAction = action(
  "namespace.delete",
  z.object({ region: idText, name: idText }),
  async (actor, place) => {
    await deleteNamespace(actor, place);
  },
);
