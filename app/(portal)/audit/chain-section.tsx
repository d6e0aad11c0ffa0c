import { LoaderCircle } from "lucide-react";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { orNull } from "@/app/_server/found";
import { AuditChain } from "@/components/audit-chain";
import { Note } from "@/components/ui/note";
import type { Actor } from "@/lib/services/actor";
import { verifyAuditChain } from "@/lib/services/audit-chain";
import { verifyChainAction } from "./actions";

/** The chain's state, verified now: what is new since the last time, once an hour all of it. */
export async function ChainSection({ actor, scope }: { actor: Actor; scope: "account" | "site" }) {
  const t = await getTranslations("audit.chain");
  const state = await orNull(verifyAuditChain(actor, { scope }));
  if (!state) return <Note tone="warn">{t("failed")}</Note>;
  return (
    <AuditChain
      key={scope}
      state={{ ...state, at: state.at.toISOString() }}
      scope={scope}
      verify={verifyChainAction}
    />
  );
}

export function ChainVerifying() {
  const t = useTranslations("audit.chain");
  return (
    <p
      role="status"
      className="flex min-h-[38px] items-center gap-3 rounded-panel border border-line bg-surface px-4 py-1 text-ink-3"
    >
      <LoaderCircle size={16} aria-hidden className="animate-spin" />
      {t("verifying")}
    </p>
  );
}
