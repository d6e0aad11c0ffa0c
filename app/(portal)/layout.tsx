import type { ReactNode } from "react";
import { signOutAction, switchAccountAction } from "@/app/_server/account-actions";
import { orNull } from "@/app/_server/found";
import { setLocale } from "@/app/_server/preferences";
import { requireActor, requireSession } from "@/app/_server/session";
import { wordsOf } from "@/app/_server/words-of";
import { AppShell } from "@/components/app-shell";
import { pagesFor } from "@/components/nav-pages";
import { unreadAlerts } from "@/lib/services/alert-inbox";
import { regionsAnswering } from "@/lib/services/region-health";

const Words = wordsOf("nav");

/** The frame around every page of a signed-in person. Each page checks again who may see it. */
export default async function PortalLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor();
  const { accountId, siteAdministrator } = actor;
  const { user, accounts } = await requireSession();
  const role = accounts.find(({ id }) => id === accountId)?.role ?? "member";
  const [unread, regions] = await Promise.all([orNull(unreadAlerts(actor)), regionsAnswering(actor)]);
  const shown = accounts.map(({ id, name }) => ({ id, name }));
  return (
    <Words>
      <AppShell
        account={shown.find(({ id }) => id === accountId) ?? { id: accountId, name: "" }}
        accounts={shown}
        user={{ name: user.name, email: user.email }}
        pages={pagesFor({ role, siteAdministrator })}
        unread={unread ?? 0}
        regions={regions ?? undefined}
        actions={{ setLocale, switchAccount: switchAccountAction, signOut: signOutAction }}
      >
        {children}
      </AppShell>
    </Words>
  );
}
