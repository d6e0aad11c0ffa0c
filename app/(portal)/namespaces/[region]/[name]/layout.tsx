import { notFound } from "next/navigation";
import type { LayoutOf } from "@/app/_server/page-props";
import { wordsOf } from "@/app/_server/words-of";
import { namespaceOf } from "./namespace";

const Words = wordsOf("namespaces.delete", "policies");

/** Before anything is sent: what isn't there must answer 404, and a skeleton would already be a 200. */
export default async function NamespaceLayout({
  params,
  children,
}: LayoutOf<{ region: string; name: string }>) {
  const { region, name } = await params;
  if (!(await namespaceOf(region, name))) notFound();
  return <Words>{children}</Words>;
}
