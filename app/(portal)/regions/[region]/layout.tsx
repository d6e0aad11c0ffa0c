import { found } from "@/app/_server/found";
import type { LayoutOf } from "@/app/_server/page-props";
import { wordsOf } from "@/app/_server/words-of";
import { regionOf } from "./region";

const Words = wordsOf("connection", "regions");

/** Decides before anything is sent, so that a region that isn't there is a plain 404. */
export default async function RegionLayout({ params, children }: LayoutOf<{ region: string }>) {
  await found(regionOf((await params).region));
  return <Words>{children}</Words>;
}
