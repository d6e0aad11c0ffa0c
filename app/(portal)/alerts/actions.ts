"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "@/app/_server/action";
import { type AlertScope, alertScopes, kindsOf } from "@/lib/domain/alert";
import { hookChannels } from "@/lib/domain/alert-hook";
import { AlertPreferences, UpdateAlertSettings } from "@/lib/domain/inputs/alert";
import { idText } from "@/lib/domain/inputs/text";
import { markAlertsRead } from "@/lib/services/alert-inbox";
import { setAlertHook, setAlertPreferences, updateAlertSettings } from "@/lib/services/alert-settings";

/** Without an id: all of them. */
export const markAlertsReadAction = action(
  "alert.read",
  z.object({ id: idText.optional() }),
  async (actor, { id }) => {
    await markAlertsRead(actor, id ? [id] : "all");
    revalidatePath("/", "layout");
  },
);

const listOf = (value: unknown): string[] => (Array.isArray(value) ? (value as string[]) : []);

const scope = z.enum(alertScopes);

/** The form's boxes, `on[]`, `webhook[]` and `slack[]`, each with the kinds that are ticked. */
const SettingsForm = z.preprocess((form: unknown) => {
  const { on, webhook, slack, ...rest } = form as Record<string, unknown>;
  const kinds = kindsOf(rest.scope as AlertScope).map((kind) => [
    kind,
    {
      on: listOf(on).includes(kind),
      webhook: listOf(webhook).includes(kind),
      slack: listOf(slack).includes(kind),
    },
  ]);
  return { ...rest, kinds: Object.fromEntries(kinds) };
}, UpdateAlertSettings.extend({ scope }));

const settingsPages = { account: "/settings", site: "/site-settings" };

export const updateAlertSettingsAction = action(
  "alert-settings.update",
  SettingsForm,
  async (actor, { scope, ...input }) => {
    await updateAlertSettings(actor, input, scope);
    revalidatePath(settingsPages[scope]);
  },
);

/** An empty address removes it. The webhook's secret leaves the server here, once. */
export const setAlertHookAction = action(
  ({ channel, url }) => `alert-settings.${url.trim() ? "set" : "remove"}-${channel}`,
  z.object({ scope, channel: z.enum(hookChannels), url: z.string().default("") }),
  async (actor, { scope, channel, url }) => {
    const { secret } = await setAlertHook(actor, channel, url.trim() || null, scope);
    revalidatePath(settingsPages[scope]);
    return { secret: secret?.reveal() ?? null };
  },
);

const PreferencesForm = z.preprocess(
  (form: unknown) => ({ mail: listOf((form as Record<string, unknown>).mail) }),
  AlertPreferences,
);

export const setAlertPreferencesAction = action(
  "alert-settings.update",
  PreferencesForm,
  async (actor, input) => {
    await setAlertPreferences(actor, input);
    revalidatePath("/profile");
  },
);
