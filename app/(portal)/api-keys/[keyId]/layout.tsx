import { found } from "@/app/_server/found";
import type { LayoutOf } from "@/app/_server/page-props";
import { keyOf } from "./key";

/** Before anything is sent: what isn't there must answer 404, and a skeleton would already be a 200. */
export default async function KeyLayout({ params, children }: LayoutOf<{ keyId: string }>) {
  await found(keyOf((await params).keyId));
  return children;
}
