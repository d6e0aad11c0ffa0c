import { getTranslations } from "next-intl/server";
import { Panel } from "@/components/ui/panel";
import { getAccountSettings } from "@/lib/services/account-settings";
import type { Actor } from "@/lib/services/actor";
import { AccountForm } from "./account-form";

/** The account's name, how long its tokens hold, and what limits its people's sessions. */
export async function AccountSection({ actor }: { actor: Actor }) {
  const [settings, t] = await Promise.all([getAccountSettings(actor), getTranslations("settings.account")]);
  const { name, entityTag, accessTokenTtlSeconds, refreshTokenTtlSeconds } = settings;
  const { sessionTtlSeconds, sessionIdleSeconds, sessionCountMax } = settings;
  return (
    <Panel title={t("title")} padded>
      <AccountForm
        {...{ name, entityTag }}
        lifetimes={{ accessTokenTtlSeconds, refreshTokenTtlSeconds }}
        limits={{ sessionTtlSeconds, sessionIdleSeconds, sessionCountMax }}
      />
    </Panel>
  );
}
