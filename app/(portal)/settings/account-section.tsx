import { getTranslations } from "next-intl/server";
import { Panel } from "@/components/ui/panel";
import { getAccountSettings } from "@/lib/services/account-settings";
import type { Actor } from "@/lib/services/actor";
import { AccountForm } from "./account-form";

/** The account's name and how long its tokens hold. */
export async function AccountSection({ actor }: { actor: Actor }) {
  const [settings, t] = await Promise.all([getAccountSettings(actor), getTranslations("settings.account")]);
  const { name, accessTokenTtlSeconds, refreshTokenTtlSeconds, entityTag } = settings;
  return (
    <Panel title={t("title")} padded>
      <AccountForm {...{ name, accessTokenTtlSeconds, refreshTokenTtlSeconds, entityTag }} />
    </Panel>
  );
}
