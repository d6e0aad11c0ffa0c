import { found } from "@/app/_server/found";
import type { LayoutOf } from "@/app/_server/page-props";
import { wordsOf } from "@/app/_server/words-of";
import { serviceIdOf } from "./service-id";

const Words = wordsOf(
  "api-keys",
  "commands",
  "live",
  "policies",
  "service-ids",
  "usage.denials",
  "usage.events",
  "usage.outcomes",
  "usage.why",
  "usage.words",
);

/** Before anything is sent: what isn't there must answer 404, and a skeleton would already be a 200. */
export default async function ServiceIdLayout({ params, children }: LayoutOf<{ serviceId: string }>) {
  await found(serviceIdOf((await params).serviceId));
  return <Words>{children}</Words>;
}
