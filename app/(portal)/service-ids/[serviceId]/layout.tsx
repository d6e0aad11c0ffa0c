import { found } from "@/app/_server/found";
import type { LayoutOf } from "@/app/_server/page-props";
import { serviceIdOf } from "./service-id";

/** Before anything is sent: what isn't there must answer 404, and a skeleton would already be a 200. */
export default async function ServiceIdLayout({ params, children }: LayoutOf<{ serviceId: string }>) {
  await found(serviceIdOf((await params).serviceId));
  return children;
}
