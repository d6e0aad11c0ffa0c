import { type AlertKind, type AlertScope, alertKinds, isForMachines, kindsOf } from "@/lib/domain/alert";
import type { HookChannel } from "@/lib/domain/alert-hook";
import { type AlertSettings, alertSettingsOf } from "@/lib/domain/alert-settings";
import { AlertPreferences, HookUrl, UpdateAlertSettings } from "@/lib/domain/inputs/alert";
import { urlProblem } from "@/lib/platform/outbound";
import { runtime } from "@/lib/platform/runtime";
import { nextEntityTag, randomBase62 } from "@/lib/platform/secret";
import { Secret } from "@/lib/platform/secret-type";
import type { AlertSettings as AlertSettingsRow, Prisma } from "@/prisma/generated/client";
import type { Actor } from "./actor";
import { hookContext } from "./alert-delivery";
import { change, siteChain, type Tx } from "./change";
import { checked } from "./checked";
import { difference } from "./history";
import { administered } from "./reach";
import { forbidden, ServiceError } from "./service-error";

export type AlertSettingsView = AlertSettings & {
  /** Where alerts are posted to: the host alone, since an address can be a secret. Null: nowhere. */
  webhookHost: string | null;
  slackHost: string | null;
};

/** What the account, or the site, wants to hear. For its administrators. @throws forbidden */
export const getAlertSettings = async (
  actor: Actor,
  scope: AlertScope = "account",
): Promise<AlertSettingsView> => {
  const accountId = administered(actor, scope);
  return viewOf(await runtime().prisma.alertSettings.findUnique({ where: { accountId } }));
};

const hostOf = (sealed: Uint8Array | null, context: string): string | null =>
  sealed && new URL(runtime().secrets.decrypt(sealed, context)).host;

const viewOf = (row: AlertSettingsRow | null): AlertSettingsView => ({
  ...alertSettingsOf(row?.settings),
  webhookHost: row && hostOf(row.webhookUrl, hookContext("webhook-url", row.accountId)),
  slackHost: row && hostOf(row.slackUrl, hookContext("slack-url", row.accountId)),
});

/** Changes which kinds are raised and where they go. @throws forbidden, invalid */
export const updateAlertSettings = async (
  actor: Actor,
  input: UpdateAlertSettings,
  scope: AlertScope = "account",
): Promise<AlertSettingsView> => {
  const accountId = administered(actor, scope);
  const { kinds, unusedDays, denialsMinimum } = checked(UpdateAlertSettings, input);
  return save(actor, accountId, "alert-settings.update", (before) => {
    const settings = alertSettingsOf(before?.settings);
    return {
      settings: {
        kinds: { ...settings.kinds, ...kinds },
        unusedDays: unusedDays ?? settings.unusedDays,
        denialsMinimum: denialsMinimum ?? settings.denialsMinimum,
      },
    };
  });
};

/**
 * Sets or (null) removes where alerts are posted to. A webhook gets a new secret that signs what is posted.
 * @returns the webhook's secret, once
 * @throws forbidden, invalid (`url`: its form, or an address that isn't public and not named by the operator)
 */
export const setAlertHook = async (
  actor: Actor,
  channel: HookChannel,
  url: string | null,
  scope: AlertScope = "account",
): Promise<{ settings: AlertSettingsView; secret: Secret | null }> => {
  const accountId = administered(actor, scope);
  const { secrets, config } = runtime();
  const to = url === null ? null : checked(HookUrl, url);
  const problem = to && urlProblem(to, config.webhookHosts);
  if (problem)
    throw new ServiceError("invalid", `url needs https and a public address (${problem})`, {
      field: "url",
      reason: "hook-url",
    });
  const sealed = (what: Parameters<typeof hookContext>[0], text: string | null) =>
    text === null ? null : new Uint8Array(secrets.encrypt(text, hookContext(what, accountId)));
  const secret = channel === "webhook" && to ? new Secret(`whsec_${randomBase62(40)}`) : null;
  const settings = await save(actor, accountId, hookActions[channel][to ? "set" : "remove"], () =>
    channel === "slack"
      ? { slackUrl: sealed("slack-url", to) }
      : {
          webhookUrl: sealed("webhook-url", to),
          webhookSecret: sealed("webhook-secret", secret?.reveal() ?? null),
        },
  );
  return { settings, secret };
};

const hookActions = {
  webhook: { set: "alert-settings.set-webhook", remove: "alert-settings.remove-webhook" },
  slack: { set: "alert-settings.set-slack", remove: "alert-settings.remove-slack" },
};

type Saved = Pick<Prisma.AlertSettingsUncheckedCreateInput, "webhookUrl" | "webhookSecret" | "slackUrl"> & {
  settings?: AlertSettings;
};

const save = (
  actor: Actor,
  accountId: string,
  action: string,
  plan: (before: AlertSettingsRow | null) => Saved,
): Promise<AlertSettingsView> =>
  change(actor, accountId, async (tx: Tx, record) => {
    const before = await tx.alertSettings.findUnique({ where: { accountId } });
    const { settings, ...hooks } = plan(before);
    const data = {
      ...hooks,
      ...(settings && { settings: settings as unknown as Prisma.InputJsonValue }),
      modifiedAt: runtime().clock.now(),
      entityTag: nextEntityTag(before?.entityTag),
    };
    const after = await tx.alertSettings.upsert({
      where: { accountId },
      create: { settings: {}, ...data, accountId },
      update: data,
    });
    const scope = accountId === siteChain ? "site" : "account";
    const changed = difference(auditOf(viewOf(before), scope), auditOf(viewOf(after), scope));
    const account = await tx.account.findUnique({ where: { id: accountId } });
    if (changed || hooks.webhookSecret)
      await record({
        action,
        target: { type: scope, id: accountId, name: account?.name ?? "Wharfkey" },
        before: changed?.before ?? null,
        after: changed?.after ?? null,
      });
    return viewOf(after);
  });

/** Hosts only: an address can be a secret. */
const auditOf = (
  { kinds, unusedDays, denialsMinimum, webhookHost, slackHost }: AlertSettingsView,
  scope: AlertScope,
) => ({
  kinds: kindsOf(scope).filter((kind) => kinds[kind].on),
  webhook_kinds: kindsOf(scope).filter((kind) => kinds[kind].webhook),
  slack_kinds: kindsOf(scope).filter((kind) => kinds[kind].slack),
  unused_days: unusedDays,
  denials_minimum: denialsMinimum,
  webhook_host: webhookHost,
  slack_host: slackHost,
});

/** For which kinds the person gets mail; `available` where the portal can send any. */
export const getAlertPreferences = async (
  actor: Actor,
): Promise<{ mail: AlertKind[]; available: boolean }> => {
  const user = await person(actor);
  const { alertMail } = (user.preferences ?? {}) as { alertMail?: unknown };
  return {
    mail: alertKinds.filter((kind) => Array.isArray(alertMail) && alertMail.includes(kind)),
    available: runtime().config.smtpUrl !== null,
  };
};

/** A person's own choice, in every account. @throws forbidden for machines, invalid */
export const setAlertPreferences = async (actor: Actor, input: AlertPreferences): Promise<void> => {
  const mail = checked(AlertPreferences, input).mail.filter((kind) => !isForMachines(kind));
  const before = await getAlertPreferences(actor);
  await change(actor, actor.accountId, async (tx, record) => {
    await tx.$executeRaw`UPDATE "user" SET preferences = jsonb_set(preferences, '{alertMail}', ${JSON.stringify(mail)}::jsonb) WHERE id = ${actor.iamId}`;
    if (difference({ mail: before.mail }, { mail }))
      await record({
        action: "user.update",
        target: { type: "user", id: actor.iamId, name: actor.name },
        before: { alert_mail: before.mail },
        after: { alert_mail: mail },
      });
  });
};

/** Keeps the language that a person chose: mail is written in it. */
export const rememberLocale = async (actor: Actor, locale: "en" | "de"): Promise<void> => {
  await runtime().prisma
    .$executeRaw`UPDATE "user" SET preferences = jsonb_set(preferences, '{locale}', ${JSON.stringify(locale)}::jsonb) WHERE id = ${actor.iamId}`;
};

const person = async (actor: Actor) => {
  const user = await runtime().prisma.user.findUnique({ where: { id: actor.iamId } });
  if (!user || actor.role === "service") throw forbidden("Only people have alerts of their own.");
  return user;
};
