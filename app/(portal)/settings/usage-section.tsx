import { getTranslations } from "next-intl/server";
import { Panel } from "@/components/ui/panel";
import type { Actor } from "@/lib/services/actor";
import { getUsageRetention } from "@/lib/services/usage-retention";
import { UsageForm } from "./usage-form";

/** How long the account's usage is kept. */
export async function UsageSection({ actor }: { actor: Actor }) {
  const [kept, t] = await Promise.all([getUsageRetention(actor), getTranslations("settings.usage")]);
  return (
    <Panel title={t("title")} padded>
      <UsageForm {...kept} />
    </Panel>
  );
}
