import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { requireActor } from "@/app/_server/session";
import { wordsOf } from "@/app/_server/words-of";
import { mayReadAccount } from "@/lib/services/actor";

const Words = wordsOf("audit");

/** Decides before anything is sent, so that who may not read the audit gets a plain 404. */
export default async function AuditLayout({ children }: { children: ReactNode }) {
  if (!mayReadAccount(await requireActor())) notFound();
  return <Words>{children}</Words>;
}
