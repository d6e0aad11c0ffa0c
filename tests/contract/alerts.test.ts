import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AlertKind, alertKinds } from "@/lib/domain/alert";
import { defaultAlertSettings } from "@/lib/domain/alert-settings";
import { Secret } from "@/lib/platform/secret-type";
import { insertUsageRows, type NewUsageRow } from "@/lib/platform/usage-committer";
import type { Actor } from "@/lib/services/actor";
import * as checks from "@/lib/services/alert-checks";
import { deliverAlerts, webhookSignature } from "@/lib/services/alert-delivery";
import { listAlertDeliveries, listAlerts, markAlertsRead, unreadAlerts } from "@/lib/services/alert-inbox";
import {
  getAlertSettings,
  rememberLocale,
  setAlertHook,
  setAlertPreferences,
  updateAlertSettings,
} from "@/lib/services/alert-settings";
import { type NewAlert, queryOf, raiseAlerts } from "@/lib/services/alerts";
import { setApiKeyDisabled } from "@/lib/services/api-keys";
import { invite } from "@/lib/services/invitations";
import { reportLeakedKey } from "@/lib/services/leaked-keys";
import { createServiceKey } from "@/tests/support/credentials";
import { startHttpReceiver, startSmtpServer } from "@/tests/support/receivers";
import { testRuntime } from "@/tests/support/runtime";
import { auditOf, refusalOf } from "@/tests/support/use-cases";

const smtp = await startSmtpServer();
let status = 204;
const http = await startHttpReceiver(() => status);
const portal = testRuntime({
  SMTP_URL: smtp.url,
  WHARFKEY_WEBHOOK_HOSTS: "127.0.0.1",
  WHARFKEY_MAIL_FROM: "Wharfkey <keys@example.com>",
});
afterAll(() => Promise.all([smtp.stop(), http.stop()]));

let administrator: Actor;
let member: Actor;
const dayMs = 86_400_000;

beforeAll(async () => {
  ({ administrator } = portal);
  member = await portal.createPerson(administrator.accountId, "member", { email: "mara@example.com" });
});

const alertsOf = async (actor: Actor, kind: AlertKind, name?: string) =>
  (await listAlerts(actor)).items.filter(
    (alert) => alert.kind === kind && (name === undefined || alert.subject.name === name),
  );

const raise = (alerts: NewAlert[]) =>
  portal.runtime.prisma.$transaction((tx) => raiseAlerts(queryOf(tx), alerts));

const notice = (changes: Partial<NewAlert> = {}): NewAlert => ({
  accountId: administrator.accountId,
  kind: "key-notice",
  subject: { type: "api-key", id: "ApiKey-1", name: "ci" },
  window: randomUUID(),
  data: { by: "Ada" },
  to: [member.iamId],
  ...changes,
});

const use = (key: { id: string; iamId: string; accountId: string }, changes: Partial<NewUsageRow>) => ({
  id: randomUUID(),
  at: portal.runtime.clock.now(),
  source: "portal" as const,
  action: "token",
  outcome: "granted" as const,
  apikeyId: key.id,
  iamId: key.iamId,
  accountId: key.accountId,
  region: "eu-de",
  clientName: "docker",
  clientVersion: "27",
  userAgent: "docker",
  ip: "192.0.2.7",
  ...changes,
});

describe("an alert comes once", () => {
  test("however often and however many at a time find it", async () => {
    const alert = notice();
    const raised = await Promise.all(Array.from({ length: 5 }, () => raise([alert])));
    expect(raised.sort()).toEqual([0, 0, 0, 0, 1]);
    const found = await portal.runtime.prisma.alertDelivery.findMany({
      where: { alert: { window: alert.window } },
    });
    expect(found).toHaveLength(1);
  });

  test("a key's end is announced at 30, 7 and 1 days, each once, to whoever answers for it", async () => {
    const key = await createServiceKey(portal.runtime, member, "ending", [], {
      expiresAt: new Date(Date.now() + 31 * dayMs),
    });
    await portal.runtime.prisma.apiKey.update({
      where: { id: key.id },
      data: { createdAt: new Date(Date.now() - dayMs) },
    });
    for (const [days, raised] of [
      [0, 0],
      [2, 1],
      [3, 0],
      [25, 1],
      [30.5, 1],
      [30.6, 0],
      [32, 0],
    ] as const) {
      portal.setNow(new Date(Date.now() + days * dayMs));
      expect([days, await checks.checkExpiringKeys()]).toEqual([days, raised]);
    }
    portal.setNow(null);
    const found = await alertsOf(member, "key-expires", "ending");
    expect(found.map(({ data }) => data.days).sort()).toEqual([1, 30, 7]);
    expect(await alertsOf(administrator, "key-expires", "ending")).toEqual([]);
  });

  test("the administrators hear it where the owner has left, and nobody of a disabled key", async () => {
    const leaver = await portal.createPerson(administrator.accountId, "member");
    const ends = { expiresAt: new Date(Date.now() + 6 * dayMs) };
    const made = [
      await createServiceKey(portal.runtime, leaver, "orphan", [], ends),
      await createServiceKey(portal.runtime, leaver, "off", [], ends),
    ];
    await setApiKeyDisabled(administrator, made[1]?.id ?? "", true);
    await portal.runtime.prisma.apiKey.updateMany({
      where: { id: { in: made.map(({ id }) => id) } },
      data: { createdAt: new Date(Date.now() - 100 * dayMs) },
    });
    await portal.runtime.prisma.membership.deleteMany({ where: { userId: leaver.iamId } });
    expect(await checks.checkExpiringKeys()).toBe(1);
    expect(await alertsOf(administrator, "key-expires", "orphan")).toHaveLength(1);
  });
});

test("unused keys and new places are quiet until an administrator switches them on", async () => {
  const key = await createServiceKey(portal.runtime, member, "wanderer", []);
  const idle = await createServiceKey(portal.runtime, member, "idle", []);
  await portal.runtime.prisma.apiKey.update({
    where: { id: idle.id },
    data: { createdAt: new Date(Date.now() - 91 * dayMs) },
  });
  const { pool } = portal.runtime;
  await insertUsageRows(pool, [use(key, { at: new Date(Date.now() - 3 * dayMs) })]);
  await checks.checkKeyOrigins();
  expect(await checks.checkUnusedKeys()).toBe(0);
  await updateAlertSettings(administrator, {
    kinds: {
      "key-unused": { on: true, webhook: false, slack: false },
      "key-new-origin": { on: true, webhook: false, slack: false },
    },
    unusedDays: 90,
    denialsMinimum: 20,
  });
  expect(await checks.checkUnusedKeys()).toBeGreaterThan(0);
  expect(await checks.checkUnusedKeys()).toBe(0);
  expect(await alertsOf(member, "key-unused")).toMatchObject([{ subject: { name: "idle" } }]);
  await insertUsageRows(pool, [
    use(key, { ip: "192.0.2.99" }),
    use(key, { ip: "198.51.100.1", clientName: "containerd" }),
  ]);
  await checks.checkKeyOrigins();
  await checks.checkKeyOrigins();
  const found = await alertsOf(member, "key-new-origin", "wanderer");
  expect(found.map(({ data }) => data.value).sort()).toEqual(["198.51.100.0/24", "containerd"]);
});

test("a spike of denials, not a few and not the usual number", async () => {
  const accountId = await portal.createAccount("Spiky");
  const boss = await portal.createPerson(accountId, "administrator");
  const key = await createServiceKey(portal.runtime, boss, "denied", []);
  const deny = (count: number, minutesAgo: number) =>
    insertUsageRows(portal.runtime.pool, [
      use(key, { outcome: "denied", count, at: new Date(Date.now() - minutesAgo * 60_000) }),
    ]);
  await deny(19, 5);
  expect(await checks.checkDenials()).toBe(0);
  await deny(1, 5);
  await deny(96 * 5, 600);
  expect(await checks.checkDenials()).toBe(0);
  await deny(6, 4);
  expect(await checks.checkDenials()).toBe(1);
  expect(await checks.checkDenials()).toBe(0);
  expect(await alertsOf(boss, "denials-spike")).toMatchObject([{ data: { count: 26, usual: 5 } }]);
});

test("a registry that stays silent while tokens are given; one that never spoke isn't missed", async () => {
  const key = await createServiceKey(portal.runtime, member, "puller", []);
  const rows = (region: string) => Array.from({ length: 10 }, () => use(key, { region }));
  await insertUsageRows(portal.runtime.pool, [...rows("us-south"), ...rows("jp-tok")]);
  expect(await checks.checkRegistries()).toBe(0);
  await portal.runtime.prisma.region.update({
    where: { id: "us-south" },
    data: { lastEventAt: new Date(Date.now() - 25 * 3_600_000) },
  });
  expect(await checks.checkRegistries()).toBe(1);
  expect(await alertsOf(administrator, "registry-silent")).toHaveLength(1);
  expect(await alertsOf(member, "registry-silent")).toEqual([]);
});

test("an altered audit record", async () => {
  expect(await checks.checkAuditChains()).toBe(0);
  const { default: pg } = await import("pg");
  const owner = new pg.Client({ connectionString: portal.urls.ownerUrl });
  await owner.connect();
  await owner.query(
    "BEGIN; ALTER TABLE audit_event DISABLE TRIGGER USER; UPDATE audit_event SET ip = ip || '9' WHERE chain = 'site' AND seq = 1; ALTER TABLE audit_event ENABLE TRIGGER USER; COMMIT",
  );
  await owner.end();
  portal.setNow(new Date(Date.now() + 2 * 3_600_000));
  expect(await checks.checkAuditChains()).toBe(1);
  portal.setNow(null);
  expect(await alertsOf(administrator, "audit-broken")).toHaveLength(1);
});

test("a key that is reported as leaked: its owner and the administrators, at once", async () => {
  const key = await createServiceKey(portal.runtime, member, "leaky", []);
  await portal.runtime.prisma.apiKey.update({ where: { id: key.id }, data: { actionWhenLeaked: "disable" } });
  await reportLeakedKey(administrator, new Secret(key.value), {});
  for (const actor of [member, administrator])
    expect(await alertsOf(actor, "key-leaked")).toMatchObject([{ data: { action: "disabled" } }]);
});

describe("mail", () => {
  test("goes to nobody who didn't ask; then in their language, one for all that wait", async () => {
    await raise([notice()]);
    await deliverAlerts();
    expect(smtp.mails).toEqual([]);
    await setAlertPreferences(member, { mail: ["key-notice"] });
    await rememberLocale(member, "de");
    await raise([notice(), notice({ subject: { type: "api-key", id: "ApiKey-2", name: "nightly" } })]);
    expect(await deliverAlerts()).toBe(2);
    expect(smtp.mails).toHaveLength(1);
    const [mail] = smtp.mails;
    expect(mail?.from).toBe("keys@example.com");
    expect(mail?.to).toEqual(["mara@example.com"]);
    expect(mail?.text).toMatch(/Subject: Wharfkey: Ada bittet um einen Blick auf ci und 1 weitere/);
    expect(mail?.text).toContain("/api-keys/ApiKey-2");
    expect(await deliverAlerts()).toBe(0);
  });

  test("is tried again when the server refuses, and given up in the end", async () => {
    smtp.state.refuse = true;
    const alert = notice();
    await raise([alert]);
    const delivery = () =>
      portal.runtime.prisma.alertDelivery.findFirstOrThrow({
        where: { channel: "mail", alert: { window: alert.window } },
      });
    let now = Date.now();
    for (const minutes of [1, 5, 30, 120, 480, 1440]) {
      portal.setNow(new Date(now));
      expect(await deliverAlerts()).toBe(1);
      expect(await delivery()).toMatchObject({ state: "waiting", lastAnswer: "451" });
      expect((await delivery()).nextAt.getTime() - now).toBe(minutes * 60_000);
      expect(await deliverAlerts()).toBe(0);
      now += minutes * 60_000;
    }
    portal.setNow(new Date(now));
    await deliverAlerts();
    expect(await delivery()).toMatchObject({ state: "given-up", attempts: 7 });
    portal.setNow(null);
    smtp.state.refuse = false;
  });
});

test("an invitation goes by mail too, and an unreachable server doesn't stop it", async () => {
  smtp.mails.length = 0;
  const input = { email: "new@example.com", role: "member" as const };
  const { link, mailed } = await invite(administrator, input);
  expect(mailed).toBe(true);
  expect(smtp.mails[0]?.to).toEqual(["new@example.com"]);
  expect(smtp.mails[0]?.text.replace(/=\r?\n/g, "")).toContain(link.reveal());
  smtp.state.refuse = true;
  expect((await invite(administrator, { ...input, email: "other@example.com" })).mailed).toBe(false);
  smtp.state.refuse = false;
});

describe("webhook and Slack", () => {
  let secret = "";

  test("the webhook's secret is shown once and never again", async () => {
    const set = await setAlertHook(administrator, "webhook", `${http.url}/hook?token=private`);
    secret = set.secret?.reveal() ?? "";
    expect(secret).toMatch(/^whsec_[0-9A-Za-z]{40}$/);
    await setAlertHook(administrator, "slack", `${http.url}/services/T0/B0/slacksecret`);
    const everything = JSON.stringify([
      await getAlertSettings(administrator),
      await auditOf(portal.runtime.prisma, administrator.accountId),
      await listAlertDeliveries(administrator),
    ]);
    expect(everything).toContain("127.0.0.1");
    expect(everything).not.toMatch(/whsec_|private|slacksecret/);
    const row = await portal.runtime.prisma.alertSettings.findFirstOrThrow();
    expect(Buffer.from(row.slackUrl ?? []).toString("latin1")).not.toContain("slack");
  });

  test("what is posted is signed, and Slack gets its own form", async () => {
    await raise([notice({ to: [] })]);
    await deliverAlerts();
    const hook = http.received.find(({ path }) => path.startsWith("/hook"));
    const [, seconds = "", signature] =
      /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(hook?.headers["wharfkey-signature"])) ?? [];
    expect(signature).toBe(webhookSignature(secret, Number(seconds), hook?.body ?? ""));
    expect(JSON.parse(hook?.body ?? "")).toMatchObject({
      kind: "key-notice",
      subject: { id: "ApiKey-1" },
      title: "Ada asks you to look at ci",
    });
    const slack = http.received.find(({ path }) => path.startsWith("/services"));
    expect(JSON.parse(slack?.body ?? "")).toEqual({
      text: expect.stringContaining("*Ada asks you to look at ci*"),
    });
  });

  test("an error is tried again, and the log says what was answered", async () => {
    status = 500;
    http.received.length = 0;
    await raise([notice({ to: [] })]);
    await deliverAlerts();
    expect((await listAlertDeliveries(administrator)).items.slice(0, 2)).toMatchObject([
      { state: "waiting", attempts: 1, lastAnswer: "500" },
      { state: "waiting", attempts: 1, lastAnswer: "500" },
    ]);
    status = 302;
    portal.setNow(new Date(Date.now() + 61_000));
    await deliverAlerts();
    expect(http.received).toHaveLength(4);
    expect((await listAlertDeliveries(administrator)).items[0]?.lastAnswer).toBe("302");
    portal.setNow(null);
    status = 204;
  });

  test("two portals send each once", async () => {
    http.received.length = 0;
    await raise(Array.from({ length: 30 }, () => notice({ to: [] })));
    await Promise.all([deliverAlerts(), deliverAlerts(), deliverAlerts()]);
    const ids = http.received.map(({ headers, path }) => headers["wharfkey-delivery"] ?? `${path}`);
    expect(http.received).toHaveLength(60);
    expect(new Set(ids.filter((id) => !String(id).startsWith("/"))).size).toBe(30);
  });

  test.each([
    "http://example.com/x",
    "https://10.0.0.1/x",
    "https://169.254.169.254/latest",
    "https://[::1]/x",
    "https://[::ffff:127.0.0.2]/x",
    "https://[::127.0.0.2]/x",
    "https://user:pass@example.com/",
    "file:///etc/passwd",
    "nonsense",
  ])("%s is refused", async (url) => {
    expect(await refusalOf(setAlertHook(administrator, "webhook", url))).toMatchObject({ code: "invalid" });
  });

  test("a name that leads to a private address is refused when it is called", async () => {
    await setAlertHook(administrator, "webhook", "https://localhost:1/hook");
    await setAlertHook(administrator, "slack", null);
    await raise([notice({ to: [] })]);
    await deliverAlerts();
    expect((await listAlertDeliveries(administrator)).items[0]?.lastAnswer).toBe("address-not-public");
  });
});

describe("who reads and sets what", () => {
  test("each their own alerts; settings and log for administrators", async () => {
    const other = await portal.createPerson(administrator.accountId, "member");
    expect((await listAlerts(other)).items).toEqual([]);
    const mine = await unreadAlerts(member);
    expect(mine).toBeGreaterThan(3);
    const [first] = (await listAlerts(member)).items;
    await markAlertsRead(other, [first?.id ?? ""]);
    await markAlertsRead(other, "all");
    expect(await unreadAlerts(member)).toBe(mine);
    await markAlertsRead(member, [first?.id ?? ""]);
    expect(await unreadAlerts(member)).toBe(mine - 1);
    await markAlertsRead(member, "all");
    expect(await unreadAlerts(member)).toBe(0);
    const auditor = await portal.createPerson(administrator.accountId, "auditor");
    for (const attempt of [
      () => getAlertSettings(auditor),
      () => listAlertDeliveries(member),
      () => setAlertHook(member, "slack", null),
      () => updateAlertSettings(auditor, defaultAlertSettings),
    ])
      expect((await refusalOf(attempt())).code).toBe("forbidden");
  });

  test("a kind that is switched off isn't raised", async () => {
    const kinds = Object.fromEntries(
      alertKinds.map((kind) => [kind, { on: false, webhook: true, slack: true }]),
    );
    await updateAlertSettings(administrator, { kinds, unusedDays: 90, denialsMinimum: 20 });
    expect(await raise([notice()])).toBe(0);
  });
});
