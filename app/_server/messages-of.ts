import { getMessages } from "next-intl/server";
import type { Messages } from "@/lib/i18n/messages";

/** The messages of some namespaces, for the browser. */
export const messagesOf = async (...names: (keyof Messages)[]): Promise<Partial<Messages>> => {
  const all = await getMessages();
  return Object.fromEntries(names.map((name) => [name, all[name]]));
};
