import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { requireActor } from "@/app/_server/session";

/** Decides before anything is sent, so that who isn't a site administrator gets a plain 404. */
export default async function RegionsLayout({ children }: { children: ReactNode }) {
  if (!(await requireActor()).siteAdministrator) notFound();
  return children;
}
