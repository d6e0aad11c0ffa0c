import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { requireActor } from "@/app/_server/session";
import { mayReadAccount } from "@/lib/services/actor";

/** Decides before anything is sent, so that who may not read the audit gets a plain 404. */
export default async function AuditLayout({ children }: { children: ReactNode }) {
  if (!mayReadAccount(await requireActor())) notFound();
  return children;
}
