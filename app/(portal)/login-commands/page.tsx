import { getTranslations } from "next-intl/server";
import { heldBy } from "@/app/_server/held";
import { requireActor } from "@/app/_server/session";
import { LoginCommands } from "@/components/login-commands";
import { PageHeader } from "@/components/page-header";
import { Panel } from "@/components/ui/panel";
import { snippetTools } from "@/lib/domain/snippets/catalogue";
import { listNamespacePlaces } from "@/lib/services/namespaces";
import { listRegions } from "@/lib/services/regions";

const tools = snippetTools.map(({ tool, title }) => ({ tool, title }));

/** The commands of every tool, without a secret, for what the reader holds. */
export default async function LoginCommandsPage() {
  const actor = await requireActor();
  const t = await getTranslations("commands");
  const [regions, namespaces, held] = await Promise.all([
    listRegions(actor),
    listNamespacePlaces(actor),
    heldBy(actor),
  ]);
  return (
    <div className="max-w-[960px]">
      <PageHeader title={t("title")} lead={t("lead")} />
      <Panel padded>
        <LoginCommands tools={tools} regions={regions} access={{ ...held, namespaces }} secret={null} />
      </Panel>
    </div>
  );
}
