import { getTranslations } from "next-intl/server";
import { orNull } from "@/app/_server/found";
import { KeyChart } from "@/components/key-chart-later";
import { ErrorState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import type { Actor } from "@/lib/services/actor";
import { sparkline } from "@/lib/services/usage-figures";

/** The key's last 30 days. */
export async function ChartSection({ actor, keyId }: { actor: Actor; keyId: string }) {
  const t = await getTranslations("api-keys.page");
  const days = await orNull(sparkline(actor, [keyId], 30));
  return (
    <Panel title={t("days")} padded>
      {days ? <KeyChart days={days.get(keyId) ?? []} /> : <ErrorState>{t("chartFailed")}</ErrorState>}
    </Panel>
  );
}
