import { getTranslations } from "next-intl/server";
import { found } from "@/app/_server/found";
import type { PageOf } from "@/app/_server/page-props";
import { requireActor } from "@/app/_server/session";
import { DenialAsked } from "@/components/denial-asked";
import { DenialDecided } from "@/components/denial-decided";
import { DenialHeader } from "@/components/denial-header";
import { DenialNext } from "@/components/denial-next";
import { Note } from "@/components/ui/note";
import { Panel } from "@/components/ui/panel";
import { mayReadAccount } from "@/lib/services/actor";
import { listRegions } from "@/lib/services/regions";
import { explainDenial } from "@/lib/services/why-denied";
import { fixesOf } from "./fixes";

type Props = PageOf<{ requestId: string }>;

/** One denial: what was asked, which rule decided, who changed it, what to do. */
export default async function DenialPage({ params }: Props) {
  const actor = await requireActor();
  const denial = await found(explainDenial(actor, (await params).requestId));
  const t = await getTranslations("denials");
  const { use, allowedNow, administrators } = denial;
  const regions = await listRegions(actor);
  const auditHref = mayReadAccount(actor) ? (seq: number) => `/audit?event=${seq}` : null;
  return (
    <div className="mx-auto max-w-[1120px]">
      <DenialHeader use={use} />
      {allowedNow && (
        <Note tone="ok" className="mb-4">
          {t("allowedNow")}
        </Note>
      )}
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_340px]">
        <div className="flex min-w-0 flex-col gap-4">
          <Panel title={t("decided")} padded>
            <DenialDecided denial={denial} auditHref={auditHref} />
          </Panel>
          {!allowedNow && (
            <DenialNext
              use={use}
              regions={regions}
              administrators={administrators}
              {...(await fixesOf(actor, denial, regions))}
            />
          )}
        </div>
        <DenialAsked use={use} />
      </div>
    </div>
  );
}
