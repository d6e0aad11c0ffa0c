import { getTranslations } from "next-intl/server";
import { orNull } from "@/app/_server/found";
import { AuditCheckpoints } from "@/components/audit-checkpoints";
import { ErrorState } from "@/components/ui/empty-state";
import type { Actor } from "@/lib/services/actor";
import { checkpointAuthority, listCheckpoints, mayMakeCheckpoint } from "@/lib/services/audit-checkpoints";
import { makeCheckpointAction } from "./actions";

const shown = 5;

/** What an auditor takes away to prove the record later, without the portal. */
export async function CheckpointsSection({ actor, scope }: { actor: Actor; scope: "account" | "site" }) {
  const t = await getTranslations("audit.checkpoints");
  const checkpoints = await orNull(listCheckpoints(actor, { scope, limit: shown }));
  if (!checkpoints) return <ErrorState>{t("failed")}</ErrorState>;
  return (
    <AuditCheckpoints
      scope={scope}
      checkpoints={checkpoints.items.map(({ seq, hash, at }) => ({ seq, hash, at: at.toISOString() }))}
      fingerprint={checkpointAuthority().fingerprint}
      make={mayMakeCheckpoint(actor, scope) ? makeCheckpointAction : undefined}
    />
  );
}
