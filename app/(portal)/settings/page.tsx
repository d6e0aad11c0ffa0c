import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { requireActor } from "@/app/_server/session";
import { AlertSettingsSection } from "@/app/(portal)/alerts/settings-section";
import { PageHeader } from "@/components/page-header";
import { isAdministrator } from "@/lib/services/actor";
import { AccountSection } from "./account-section";
import { RolesSection } from "./roles-section";
import { UsageSection } from "./usage-section";

/** What administrators say of their account, a section a matter. It isn't there for others. */
export default async function SettingsPage() {
  const actor = await requireActor();
  if (!isAdministrator(actor)) notFound();
  const t = await getTranslations("settings");
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <div className="flex max-w-[760px] flex-col gap-4">
        <AccountSection actor={actor} />
        <RolesSection actor={actor} />
        <UsageSection actor={actor} scope="account" />
        <AlertSettingsSection actor={actor} scope="account" />
      </div>
    </>
  );
}
