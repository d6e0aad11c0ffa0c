import { randomUUID } from "node:crypto";
import { decodeJwt } from "jose";
import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { apiKeyIdOf } from "@/lib/domain/identifiers";
import { nextEntityTag, randomApiKey } from "@/lib/platform/secret";
import { iamToken } from "@/lib/protocols/iam-token";
import { registryToken } from "@/lib/protocols/registry-token";
import { basic, createNamespaceRow, createServiceKey } from "@/tests/support/credentials";
import { eventually } from "@/tests/support/landscape";
import { testRuntime } from "@/tests/support/runtime";

const portal = testRuntime();
/** Writes behind the portal's back, as another portal or an administrator with psql would. */
let elsewhere: pg.Client;

beforeAll(async () => {
  elsewhere = new pg.Client({ connectionString: portal.urls.appUrl });
  await elsewhere.connect();
  await createNamespaceRow(portal.runtime, portal.administrator, "us-south", "held");
});
afterAll(() => elsewhere?.end());

const robot = () =>
  createServiceKey(portal.runtime, portal.administrator, "robot", [{ roles: ["Reader"], namespace: "held" }]);

/** `400 s` for what lives so long, else the sentence of the refusal. */
const pull = async (value: string): Promise<string> => {
  const response = await registryToken.request(
    "http://localhost/oauth/token?service=us.registry&scope=repository:held/app:pull",
    { headers: basic("iamapikey", value) },
  );
  const body = (await response.json()) as { expires_in: number; errors?: { message: string }[] };
  return response.ok ? `${body.expires_in} s` : `${body.errors?.[0]?.message}`;
};

const accessToken = async (apikey: string): Promise<number> => {
  const response = await iamToken.request("http://localhost/identity/token", {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ grant_type: "urn:ibm:params:oauth:grant-type:apikey", apikey }).toString(),
  });
  return ((await response.json()) as { expires_in: number }).expires_in;
};

/** How often the database was asked for a credential meanwhile. */
const lookUps = async (work: () => Promise<unknown>): Promise<number> => {
  const query = vi.spyOn(portal.runtime.credentialPool, "query");
  await work();
  const names = query.mock.calls.map(([config]) => (config as { name?: string } | undefined)?.name ?? "");
  query.mockRestore();
  return names.filter((name) => name.startsWith("credential-")).length;
};

const userKey = async () => {
  const person = await portal.createPerson(portal.administrator.accountId, "administrator");
  const { value } = randomApiKey();
  await portal.runtime.prisma.apiKey.create({
    data: {
      id: apiKeyIdOf(randomUUID()),
      accountId: person.accountId,
      iamId: person.iamId,
      userId: person.iamId,
      digest: new Uint8Array(portal.runtime.secrets.digest(value.reveal())),
      name: "mine",
      createdBy: person.iamId,
      entityTag: nextEntityTag(),
    },
  });
  return { value: value.reveal(), iamId: person.iamId };
};

const inGroup = async () => {
  const key = await createServiceKey(portal.runtime, portal.administrator, "member", []);
  const { accountId, iamId: createdBy } = portal.administrator;
  const id = `AccessGroupId-${randomUUID()}`;
  await portal.runtime.prisma.accessGroup.create({
    data: {
      ...{ id, accountId, name: id, createdBy, modifiedBy: createdBy, entityTag: nextEntityTag() },
      members: { create: { iamId: key.iamId, createdBy } },
      policies: {
        create: {
          ...{ id: randomUUID(), accountId, roles: ["Reader"], createdBy, modifiedBy: createdBy },
          entityTag: nextEntityTag(),
        },
      },
    },
  });
  return { ...key, groupId: id };
};

const withCustomRole = async () => {
  const key = await createServiceKey(portal.runtime, portal.administrator, "puller", []);
  const { accountId, iamId: by } = portal.administrator;
  const at = new Date();
  const role = await portal.runtime.prisma.customRole.create({
    data: {
      ...{
        id: randomUUID(),
        accountId,
        name: "Puller",
        displayName: "Puller",
        actions: ["container-registry.image.pull"],
      },
      ...{ serviceName: "container-registry", createdAt: at, createdBy: by, modifiedAt: at, modifiedBy: by },
      entityTag: nextEntityTag(),
    },
  });
  await portal.runtime.prisma.policy.create({
    data: {
      ...{ id: randomUUID(), accountId, subjectIamId: key.iamId, roles: ["Puller"] },
      ...{ createdBy: by, modifiedBy: by, entityTag: nextEntityTag() },
    },
  });
  return { ...key, role: role.name };
};

test("a key that was just used needs no further look-up, for registries and access tokens", async () => {
  const { value } = await robot();
  expect(await lookUps(() => pull(value))).toBe(1);
  expect(await lookUps(() => pull(value))).toBe(0);
  expect(await lookUps(() => accessToken(value))).toBe(1);
  expect(await lookUps(() => accessToken(value))).toBe(0);
});

test("pages and regular work that hold all their connections keep no token waiting", async () => {
  const { pool } = portal.runtime;
  const { value } = await robot();
  const held = await Promise.all(Array.from({ length: pool.options.max }, () => pool.connect()));
  try {
    expect(await pull(value)).toBe("300 s");
    expect(await accessToken(value)).toBe(3600);
    expect(await pull("wfk_unknown")).toMatch(/^Unknown API key/);
  } finally {
    for (const client of held) client.release();
  }
});

const changes: [what: string, key: () => Promise<{ value: string }>, sql: (key: never) => string, RegExp][] =
  [
    [
      "its key is disabled",
      robot,
      ({ id }: { id: string }) => `UPDATE api_key SET disabled_at = now() WHERE id = '${id}'`,
      /is disabled since/,
    ],
    [
      "its key is deleted",
      robot,
      ({ id }: { id: string }) => `UPDATE api_key SET deleted_at = now() WHERE id = '${id}'`,
      /was deleted on/,
    ],
    [
      "its key is purged",
      robot,
      ({ id }: { id: string }) => `DELETE FROM api_key WHERE id = '${id}'`,
      /^Unknown API key/,
    ],
    [
      "its key gets an expiry that has passed",
      robot,
      ({ id }: { id: string }) => `UPDATE api_key SET expires_at = now() WHERE id = '${id}'`,
      /expired on/,
    ],
    [
      "its service ID is deleted",
      robot,
      ({ iamId }: { iamId: string }) => `UPDATE service_id SET deleted_at = now() WHERE iam_id = '${iamId}'`,
      /a service ID that was deleted/,
    ],
    [
      "its policy is taken away",
      robot,
      ({ iamId }: { iamId: string }) => `DELETE FROM policy WHERE subject_iam_id = '${iamId}'`,
      /no policy/i,
    ],
    [
      "its policy is changed",
      robot,
      ({ iamId }: { iamId: string }) =>
        `UPDATE policy SET namespace = 'other' WHERE subject_iam_id = '${iamId}'`,
      /held/,
    ],
    [
      "its custom role is changed",
      withCustomRole,
      ({ role }: { role: string }) =>
        `UPDATE custom_role SET actions = '{container-registry.image.push}' WHERE name = '${role}'`,
      /pull/,
    ],
    [
      "it leaves its access group",
      inGroup,
      ({ iamId }: { iamId: string }) => `DELETE FROM access_group_member WHERE iam_id = '${iamId}'`,
      /no policy/i,
    ],
    [
      "its access group is deleted",
      inGroup,
      ({ groupId }: { groupId: string }) => `DELETE FROM access_group WHERE id = '${groupId}'`,
      /no policy/i,
    ],
    [
      "its person is disabled",
      userKey,
      ({ iamId }: { iamId: string }) => `UPDATE "user" SET disabled_at = now() WHERE id = '${iamId}'`,
      /a person who is disabled/,
    ],
    [
      "its person leaves the account",
      userKey,
      ({ iamId }: { iamId: string }) => `DELETE FROM membership WHERE user_id = '${iamId}'`,
      /no longer a member/,
    ],
    [
      "the region gives shorter tokens",
      robot,
      () => "UPDATE region SET token_ttl_seconds = 120 WHERE id = 'us-south'",
      /^120 s$/,
    ],
    [
      "the region has another service",
      robot,
      () => "UPDATE region SET service = 'new.registry' WHERE id = 'us-south'",
      /No region has the service/,
    ],
  ];

test.each(changes)("a key in use is decided anew as soon as %s", async (_what, create, sql, answer) => {
  const key = await create();
  expect(await pull(key.value)).toMatch(/^\d+ s$/);
  expect(await lookUps(async () => expect(await pull(key.value)).toMatch(/^\d+ s$/))).toBe(0);
  await elsewhere.query(sql(key as never));
  try {
    expect(await pull(key.value)).toMatch(answer);
  } finally {
    await elsewhere.query(
      "UPDATE region SET service = 'us.registry', token_ttl_seconds = 300 WHERE id = 'us-south'",
    );
  }
});

test("a namespace that goes takes its access along, and one that comes brings it", async () => {
  const { value } = await robot();
  expect(await pull(value)).toBe("300 s");
  await elsewhere.query("UPDATE namespace SET name = 'away' WHERE name = 'held'");
  expect(await pull(value)).toMatch(/held/);
  await elsewhere.query("UPDATE namespace SET name = 'held' WHERE name = 'away'");
  expect(await pull(value)).toBe("300 s");
});

test("access tokens live as long as the account says now", async () => {
  const { value } = await robot();
  expect(await accessToken(value)).toBe(3600);
  await elsewhere.query("UPDATE account SET access_token_ttl_seconds = 1200");
  expect(await accessToken(value)).toBe(1200);
});

test("an access token as password stops with its key, also while the key is in use", async () => {
  const { id, value } = await robot();
  const response = await iamToken.request("http://localhost/identity/token", {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: `grant_type=${encodeURIComponent("urn:ibm:params:oauth:grant-type:apikey")}&apikey=${value}`,
  });
  const { access_token: token } = (await response.json()) as { access_token: string };
  const ask = () =>
    registryToken.request("http://localhost/oauth/token?service=us.registry", {
      headers: basic("iambearer", token),
    });
  expect([(await ask()).status, (await ask()).status]).toEqual([200, 200]);
  await elsewhere.query("UPDATE api_key SET disabled_at = now() WHERE id = $1", [id]);
  expect((await ask()).status).toBe(401);
});

test("a key disabled while it is in use: each token has its row, each refusal is one, nothing else is counted", async () => {
  const { id, value } = await robot();
  const tokens: string[] = [];
  let disabled = false;
  const after: number[] = [];
  const client = async () => {
    for (;;) {
      const late = disabled;
      const response = await registryToken.request("http://localhost/oauth/token?service=us.registry", {
        headers: basic("iamapikey", value),
      });
      if (late) after.push(response.status);
      if (response.status !== 200) return;
      tokens.push(String(decodeJwt(((await response.json()) as { token: string }).token).jti));
    }
  };
  const clients = Array.from({ length: 8 }, client);
  await eventually(async () => expect(tokens.length).toBeGreaterThan(100));
  await elsewhere.query("UPDATE api_key SET disabled_at = now() WHERE id = $1", [id]);
  disabled = true;
  await Promise.all(clients);
  expect(after.filter((status) => status === 200)).toEqual([]);
  const { rows } = await elsewhere.query("SELECT outcome, token_id FROM usage_event WHERE apikey_id = $1", [
    id,
  ]);
  expect(rows.flatMap(({ token_id }) => token_id ?? []).sort()).toEqual([...tokens].sort());
  expect(rows.filter(({ outcome }) => outcome === "denied")).toHaveLength(8);
  const activity = await portal.runtime.prisma.apiKeyActivity.findUniqueOrThrow({ where: { apiKeyId: id } });
  expect(Number(activity.authnCount)).toBe(tokens.length);
});

test("no service's name is taken for another's with a namespace", async () => {
  const { value } = await robot();
  expect(await pull(value)).toBe("300 s");
  for (const service of ["us.registry held", "us.registry%0Aheld"]) {
    const response = await registryToken.request(`http://localhost/oauth/token?service=${service}`, {
      headers: basic("iamapikey", value),
    });
    expect(response.status).toBe(400);
  }
});

test("neither a use nor the hourly review makes the keyring look again", async () => {
  const { id, value } = await robot();
  await pull(value);
  await elsewhere.query("UPDATE api_key SET broader = true, used_at = now() WHERE id = $1", [id]);
  expect(await lookUps(() => pull(value))).toBe(0);
});

test("who holds many policies and asks for many places fills no memory", async () => {
  const { keyring } = portal.runtime;
  const { value, iamId } = await robot();
  await elsewhere.query(
    `INSERT INTO policy (id, account_id, subject_iam_id, roles, namespace, created_by, modified_by, entity_tag)
     SELECT gen_random_uuid(), account_id, subject_iam_id, roles, 'held-' || n, created_by, modified_by, entity_tag
     FROM policy, generate_series(1, 1000) AS n WHERE subject_iam_id = $1`,
    [iamId],
  );
  const asked = (namespace: string) =>
    registryToken.request(
      `http://localhost/oauth/token?service=us.registry&scope=repository:${namespace}/app:pull`,
      { headers: basic("iamapikey", value) },
    );
  keyring.clear();
  for (let at = 0; at < 120; at++) expect((await asked(`elsewhere-${at}`)).status).toBe(401);
  expect(keyring.size).toBeLessThan(100);
});
