import { afterAll, describe, expect, test } from "vitest";
import type { AlertScope } from "@/lib/domain/alert";
import { readCheckpoint, readTrust } from "@/lib/platform/checkpoint-jws";
import type { Actor } from "@/lib/services/actor";
import { deliverAlerts, webhookSignature } from "@/lib/services/alert-delivery";
import { listAlertDeliveries, unreadAlerts } from "@/lib/services/alert-inbox";
import { setAlertHook, updateAlertSettings } from "@/lib/services/alert-settings";
import { checkpointAuthority, makeCheckpoint, makeDueCheckpoints } from "@/lib/services/audit-checkpoints";
import { startHttpReceiver } from "@/tests/support/receivers";
import { accessTokenOf, caller, keyOf } from "@/tests/support/rest";
import { testRuntime } from "@/tests/support/runtime";
import { auditOf } from "@/tests/support/use-cases";

let status = 204;
const http = await startHttpReceiver(() => status);
const portal = testRuntime({ WHARFKEY_WEBHOOK_HOSTS: "127.0.0.1" });
afterAll(() => http.stop());

const wanted = { kinds: { "audit-checkpoint": { on: true, webhook: false, slack: true } } };

/** An administrator whose account posts to the receiver; `path` tells the accounts apart. */
const hooked = async (path: string): Promise<{ actor: Actor; secret: string }> => {
  const actor = await portal.createPerson(await portal.createAccount(path), "administrator");
  const { secret } = await setAlertHook(actor, "webhook", `${http.url}/${path}`);
  await setAlertHook(actor, "slack", `${http.url}/${path}-slack`);
  return { actor, secret: secret?.reveal() ?? "" };
};

const postedTo = (path: string) => http.received.filter((one) => one.path.startsWith(`/${path}`));

const believed = (jws: string) => readCheckpoint(jws, readTrust(checkpointAuthority().pem)).checkpoint;

test("each new checkpoint goes to the webhook alone, signed, with its JWS; never to a person or Slack", async () => {
  const { actor, secret } = await hooked("kept");
  await updateAlertSettings(actor, wanted);
  await makeDueCheckpoints();
  await makeCheckpoint(actor); // there already
  await updateAlertSettings(actor, { ...wanted, unusedDays: 5 });
  await makeCheckpoint(actor);
  await deliverAlerts();
  const posted = postedTo("kept");
  expect(posted.map(({ path }) => path)).toEqual(["/kept", "/kept"]);
  const bodies = posted.map(({ body }) => JSON.parse(body));
  expect(bodies[0]).toMatchObject({
    kind: "audit-checkpoint",
    account_id: actor.accountId,
    subject: { type: "audit", id: actor.accountId, name: "kept" },
    title: "Checkpoint of the audit record of kept at event 3",
  });
  for (const { data } of bodies)
    expect(believed(data.jws)).toMatchObject({ chain: actor.accountId, seq: data.seq, hash: data.hash });
  expect(bodies.map(({ data }) => data.seq)).toEqual([3, 5]);
  const [, seconds = "", signature] =
    /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(posted[0]?.headers["wharfkey-signature"])) ?? [];
  expect(signature).toBe(webhookSignature(secret, Number(seconds), posted[0]?.body ?? ""));
  expect((await listAlertDeliveries(actor)).items).toMatchObject([
    { kind: "audit-checkpoint", channel: "webhook", state: "sent", lastAnswer: "204" },
    { kind: "audit-checkpoint", channel: "webhook", state: "sent", lastAnswer: "204" },
  ]);
  expect(await unreadAlerts(actor)).toBe(0);
});

test("nothing is posted, nor kept for later, until an administrator switches it on", async () => {
  const { actor } = await hooked("quiet");
  await makeCheckpoint(actor);
  await deliverAlerts();
  expect(postedTo("quiet")).toEqual([]);
  expect(await portal.runtime.prisma.alert.count({ where: { accountId: actor.accountId } })).toBe(0);
});

test("a receiver that was away gets it later", async () => {
  const { actor } = await hooked("away");
  await updateAlertSettings(actor, wanted);
  status = 503;
  await makeCheckpoint(actor);
  await deliverAlerts();
  expect((await listAlertDeliveries(actor)).items).toMatchObject([{ state: "waiting", lastAnswer: "503" }]);
  status = 204;
  portal.setNow(new Date(Date.now() + 61_000));
  await deliverAlerts();
  portal.setNow(null);
  expect((await listAlertDeliveries(actor)).items).toMatchObject([{ state: "sent", attempts: 2 }]);
  expect(postedTo("away")).toHaveLength(2);
});

test("the site's checkpoints go to the site's webhook, and its administrators see it in the site's log", async () => {
  const { administrator } = portal;
  await setAlertHook(administrator, "webhook", `${http.url}/site`, "site");
  await updateAlertSettings(administrator, wanted, "site");
  const { jws } = await makeCheckpoint(administrator, "site");
  await deliverAlerts();
  const [body] = postedTo("site").map((one) => JSON.parse(one.body));
  expect(body).toMatchObject({
    account_id: "site",
    subject: { id: "site", name: "Wharfkey" },
    data: { jws },
  });
  const log = (scope: AlertScope) => listAlertDeliveries(administrator, undefined, scope);
  expect((await log("site")).items).toMatchObject([{ kind: "audit-checkpoint", state: "sent" }]);
  expect((await log("account")).items).toEqual([]);
  expect(await auditOf(portal.runtime.prisma, "site")).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        action: "alert-settings.set-webhook",
        target: { type: "site", id: "site", name: "Wharfkey" },
      }),
      expect.objectContaining({ action: "audit.checkpoint" }),
    ]),
  );
});

describe("by script", () => {
  const as = async (person: Actor) => caller(await accessTokenOf(await keyOf(person)));
  const path = "/api/v1/audit/checkpoints";

  test("checkpoints are made and read, page by page, with what proves them", async () => {
    const actor = await portal.createPerson(await portal.createAccount(), "auditor");
    const call = await as(actor);
    const made = await call("POST", path);
    expect(made.status).toBe(200);
    expect(believed(made.body.jws)).toMatchObject({ seq: made.body.seq, hash: made.body.hash });
    expect((await call("POST", path)).body).toEqual(made.body);
    await keyOf(actor);
    const later = (await call("POST", path)).body;
    expect((await call("GET", path)).body).toEqual({ items: [later, made.body] });
    const page = (await call("GET", `${path}?limit=1`)).body;
    expect(page).toEqual({ items: [later], next: `${path}?limit=1&before=${later.seq}` });
    expect((await call("GET", page.next)).body).toEqual({ items: [made.body] });
  });

  test("as the audit itself: not for members, of the site only for its administrators, and misspelt is refused", async () => {
    const accountId = await portal.createAccount();
    const member = await as(await portal.createPerson(accountId, "member"));
    const boss = await as(await portal.createPerson(accountId, "administrator"));
    const answers = [
      await member("GET", path),
      await member("POST", path),
      await boss("GET", `${path}?scope=site`),
      await boss("POST", `${path}?scope=site`),
      await caller(null)("GET", path),
      await boss("GET", `${path}?limit=0`),
      await boss("GET", `${path}?befor=3`),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 401, 400, 400]);
    expect(answers.slice(5).map(({ body }) => body.errors[0].message)).toEqual([
      "limit needs 1 to 1000",
      "befor is no field of this request",
    ]);
    expect((await (await as(portal.administrator))("POST", `${path}?scope=site`)).status).toBe(200);
  });
});
