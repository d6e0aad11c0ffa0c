import { UserKey } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { orNull } from "@/app/_server/found";
import { keyActions } from "@/app/_server/key-actions";
import type { PageOf } from "@/app/_server/page-props";
import { keyRows } from "@/app/_server/rows";
import { requireActor, requireSession } from "@/app/_server/session";
import { KeyCreatedPlace } from "@/components/key-created-place";
import { KeyTable } from "@/components/key-table";
import { NewKey } from "@/components/new-key";
import { PageHeader } from "@/components/page-header";
import { EmptyState, ErrorState } from "@/components/ui/empty-state";
import { KeysetPager } from "@/components/ui/keyset-pager";
import { Note } from "@/components/ui/note";
import { Panel } from "@/components/ui/panel";
import { listApiKeys, suggestApiKeyLabel } from "@/lib/services/api-keys";
import { listNamespacePlaces } from "@/lib/services/namespaces";
import { listRegions } from "@/lib/services/regions";
import { createApiKeyAction } from "../actions";

/** Keys that act as the person. */
export default async function ApiKeysPage({ searchParams }: PageOf) {
  const actor = await requireActor();
  const { cursor } = await searchParams;
  const t = await getTranslations("api-keys");
  const [regions, namespaces, page, label] = await Promise.all([
    listRegions(actor),
    listNamespacePlaces(actor),
    orNull(load()),
    suggestApiKeyLabel(actor, "me", `laptop-${await shortName()}`),
  ]);
  return (
    <KeyCreatedPlace regions={regions} namespaces={namespaces}>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={<NewKey owner="me" suggestedLabel={label} action={createApiKeyAction} />}
      />
      {actor.role === "auditor" && <Note className="mb-4">{t("auditorNote")}</Note>}
      <Panel>
        {!page && <ErrorState>{t("failed")}</ErrorState>}
        {page?.rows.length === 0 && <EmptyState icon={<UserKey aria-hidden />}>{t("empty")}</EmptyState>}
        {page && page.rows.length > 0 && (
          <KeyTable label={t("title")} rows={page.rows} actions={keyActions} />
        )}
        {page && (page.next || page.previous) && (
          <KeysetPager newer={hrefOf(page.previous)} older={hrefOf(page.next)}>
            {t("count", { count: page.rows.length })}
          </KeysetPager>
        )}
      </Panel>
    </KeyCreatedPlace>
  );

  async function load() {
    const { items, next, previous } = await listApiKeys(actor, {
      scope: "mine",
      kind: "user",
      order: "desc",
      limit: 50,
      ...(typeof cursor === "string" && { cursor }),
    });
    return { rows: await keyRows(actor, items), next, previous };
  }

  /** What a laptop's key is named after: the first part of the person's address. */
  async function shortName(): Promise<string> {
    const { user } = await requireSession();
    return user.email.split("@")[0] || "me";
  }
}

const hrefOf = (cursor: string | null) =>
  cursor ? `/api-keys?cursor=${encodeURIComponent(cursor)}` : undefined;
