import IamIdentityV1 from "@ibm-cloud/platform-services/iam-identity/v1";
import { IamAuthenticator } from "ibm-cloud-sdk-core";
import { beforeAll, describe, expect, test } from "vitest";
import { updateAccountSettings } from "@/lib/services/account-settings";
import type { Actor } from "@/lib/services/actor";
import { findSession, listSessions } from "@/lib/services/sessions";
import { signIn } from "@/lib/services/sign-in";
import { accessTokenOf, caller, keyOf, protocolServer } from "@/tests/support/rest";
import { testRuntime } from "@/tests/support/runtime";

const portal = testRuntime();
const server = protocolServer();
let administrator: Actor;
let accountId: string;
let sdk: IamIdentityV1;

beforeAll(async () => {
  administrator = portal.administrator;
  accountId = administrator.accountId;
  const authenticator = new IamAuthenticator({ apikey: await keyOf(administrator), url: server.url });
  sdk = new IamIdentityV1({ authenticator, serviceUrl: server.url });
});

const status = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 0,
    (error: { status: number }) => error.status,
  );

const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as { iat: number; exp: number };

const untouched = (entityTag: string) => ({
  account_id: accountId,
  entity_tag: entityTag,
  restrict_create_service_id: "NOT_SET",
  restrict_create_platform_apikey: "NOT_SET",
  restrict_user_list_visibility: "RESTRICTED",
  restrict_user_domains: [],
  allowed_ip_addresses: "",
  mfa: "NONE",
  user_mfa: [],
  session_expiration_in_seconds: "NOT_SET",
  session_invalidation_in_seconds: "NOT_SET",
  max_sessions_per_identity: "NOT_SET",
  system_access_token_expiration_in_seconds: "3600",
  system_refresh_token_expiration_in_seconds: "259200",
  history: [],
});

describe("an account's settings", () => {
  test("are read whole, and their lifetimes hold for the tokens made afterwards", async () => {
    const read = await sdk.getAccountSettings({ accountId });
    expect(read.result).toEqual(untouched(read.headers.etag as string));
    const changed = await sdk.updateAccountSettings({
      accountId,
      ifMatch: read.result.entity_tag,
      systemAccessTokenExpirationInSeconds: "900",
      systemRefreshTokenExpirationInSeconds: "7200",
    });
    expect(changed.result).toMatchObject({
      system_access_token_expiration_in_seconds: "900",
      system_refresh_token_expiration_in_seconds: "7200",
    });
    expect(changed.result.entity_tag).not.toBe(read.result.entity_tag);
    const { iat, exp } = claimsOf(await accessTokenOf(await keyOf(administrator)));
    expect(exp - iat).toBe(900);
    const audit = await portal.runtime.prisma.auditEvent.findFirst({
      where: { chain: accountId, action: "account.update" },
    });
    expect([audit?.before, audit?.after]).toEqual([
      { access_token_ttl_seconds: 3600, refresh_token_ttl_seconds: 259200 },
      { access_token_ttl_seconds: 900, refresh_token_ttl_seconds: 7200 },
    ]);
    const reset = { systemAccessTokenExpirationInSeconds: "NOT_SET", ifMatch: "*", accountId };
    expect((await sdk.updateAccountSettings(reset)).result).toMatchObject({
      system_access_token_expiration_in_seconds: "3600",
    });
  });

  test("refuse a stale entity tag, what lies beyond the bounds, and what isn't offered", async () => {
    const stale = { accountId, ifMatch: `1-${"0".repeat(32)}`, mfa: "NONE" };
    expect(await status(sdk.updateAccountSettings(stale))).toBe(409);
    const call = caller(await accessTokenOf(await keyOf(administrator)));
    const put = async (body: object) => {
      const answer = await call("PUT", `/v1/accounts/${accountId}/settings/identity`, body, {
        "if-match": "*",
      });
      return [answer.status, answer.body.errors?.[0].message];
    };
    for (const [name, rule] of [
      ["system_access_token_expiration_in_seconds", "needs 900 to 3600 seconds, or NOT_SET for 3600"],
      ["system_refresh_token_expiration_in_seconds", "needs 900 to 259200 seconds, or NOT_SET for 259200"],
    ] as const)
      for (const seconds of ["899", "259201", 899.5, "soon", ""])
        expect(await put({ [name]: seconds })).toEqual([400, `${name} ${rule}`]);
    expect(await put({ mfa: "TOTP" })).toEqual([400, "mfa is not offered here, it can only be NONE"]);
    for (const [name, rule, values] of [
      ["session_expiration_in_seconds", "needs 900 to 86400 seconds, or NOT_SET", ["899", "86401"]],
      ["session_invalidation_in_seconds", "needs 900 to 7200 seconds, or NOT_SET", ["899", "7201"]],
      ["max_sessions_per_identity", "needs 1 to 1000000, or NOT_SET", ["0", "-1"]],
    ] as const)
      for (const value of [...values, 1000.5, "soon", ""])
        expect(await put({ [name]: value })).toEqual([400, `${name} ${rule}`]);
    for (const name of ["restrict_create_service_id", "restrict_create_platform_apikey"])
      expect(await put({ [name]: "RESTRICTED" })).toEqual([
        400,
        `${name} is not offered here, it can only be NOT_SET or NOT_RESTRICTED`,
      ]);
    const iam_id = administrator.iamId;
    for (const [body, message] of [
      [{ user_mfa: [{ iam_id, mfa: "TOTP" }] }, "user_mfa.0.mfa is not offered here, it can only be NONE"],
      [
        { restrict_user_domains: [{ realm_id: "IBMid", restrict_invitation: true }] },
        "restrict_user_domains.0.restrict_invitation is not offered here, it can only be false: an invitation names its address",
      ],
      [{ allowed_ip_addresses: "192.0.2.1" }, 'allowed_ip_addresses is not offered here, it can only be ""'],
    ] as const)
      expect(await put(body)).toEqual([400, message]);
    expect((await sdk.getAccountSettings({ accountId })).result.user_mfa).toEqual([]);
  });

  test("are read by auditors, changed by administrators, and another account's are not there", async () => {
    const as = async (role: "auditor" | "member") =>
      caller(await accessTokenOf(await keyOf(await portal.createPerson(accountId, role))));
    const path = `/v1/accounts/${accountId}/settings/identity`;
    const any = { "if-match": "*" };
    const auditor = await as("auditor");
    expect((await auditor("GET", path)).status).toBe(200);
    expect((await auditor("PUT", path, {}, any)).status).toBe(403);
    expect((await (await as("member"))("GET", path)).status).toBe(403);
    const other = await portal.createAccount();
    expect(await status(sdk.getAccountSettings({ accountId: other }))).toBe(404);
    expect(await status(sdk.getEffectiveAccountSettings({ accountId: other }))).toBe(404);
    expect(await status(sdk.updateAccountSettings({ accountId: other, ifMatch: "*" }))).toBe(404);
  });

  test("that restrict nobody are kept as IBM's example sends them, shown again, and told in history and audit", async () => {
    const account = await portal.createAccount();
    const person = await portal.createPerson(account, "administrator");
    const { iamId } = person;
    const authenticator = new IamAuthenticator({ apikey: await keyOf(person), url: server.url });
    const own = new IamIdentityV1({ authenticator, serviceUrl: server.url });
    const domain = {
      realm_id: "IBMid",
      invitation_email_allow_patterns: ["*.*@ibm.com"],
      restrict_invitation: false,
    };
    const example = {
      accountId: account,
      ifMatch: (await own.getAccountSettings({ accountId: account })).headers.etag as string,
      restrictCreateServiceId: "NOT_RESTRICTED",
      restrictCreatePlatformApikey: "NOT_RESTRICTED",
      restrictUserListVisibility: "NOT_RESTRICTED",
      restrictUserDomains: [domain],
      mfa: "NONE",
      userMfa: [{ iam_id: iamId, mfa: "NONE" }],
      sessionExpirationInSeconds: "86400",
      sessionInvalidationInSeconds: "7200",
      maxSessionsPerIdentity: "10",
      systemAccessTokenExpirationInSeconds: "3600",
      systemRefreshTokenExpirationInSeconds: "259200",
    };
    const { result } = await own.updateAccountSettings(example);
    const set = {
      restrict_create_service_id: "NOT_RESTRICTED",
      restrict_create_platform_apikey: "NOT_RESTRICTED",
      restrict_user_list_visibility: "NOT_RESTRICTED",
      restrict_user_domains: [domain],
      user_mfa: [{ iam_id: iamId, mfa: "NONE" }],
      session_expiration_in_seconds: "86400",
      session_invalidation_in_seconds: "7200",
      max_sessions_per_identity: "10",
    };
    const entry = {
      action: "update",
      iam_id: iamId,
      iam_id_account: account,
      message: "Account settings changed",
    };
    expect(result).toEqual({
      ...untouched(result.entity_tag),
      account_id: account,
      ...set,
      history: [
        { ...entry, timestamp: expect.any(String), params: expect.arrayContaining(["session_ttl_seconds"]) },
      ],
    });
    expect((await own.getAccountSettings({ accountId: account, includeHistory: true })).result).toEqual(
      result,
    );
    const again = await own.updateAccountSettings({ ...example, ifMatch: "*" });
    expect(again.result).toEqual(result);
    const audit = await portal.runtime.prisma.auditEvent.findMany({
      where: { chain: account, action: "account.update" },
    });
    expect(audit.map(({ after }) => after)).toMatchObject([
      { session_ttl_seconds: 86400, session_idle_seconds: 7200, restrict_user_domains: [domain] },
    ]);

    const effective = (await own.getEffectiveAccountSettings({ accountId: account })).result;
    expect(effective).toEqual({
      account_id: account,
      effective: expect.objectContaining({
        restrict_create_service_id: "NOT_RESTRICTED",
        restrict_user_list_visibility: "RESTRICTED",
        session_expiration_in_seconds: "86400",
        max_sessions_per_identity: "10",
        system_access_token_expiration_in_seconds: "3600",
      }),
      account: result,
      assigned_templates: [],
    });
    const second = { realm_id: "other", restrict_invitation: false };
    const realms = async (restrictUserDomains: { realm_id: string }[]) =>
      (await own.updateAccountSettings({ accountId: account, ifMatch: "*", restrictUserDomains })).result
        .restrict_user_domains;
    expect(await realms([second])).toEqual([domain, second]);
    expect(await realms([{ realm_id: "IBMid" }])).toEqual([second]);
  });

  test("limit its people's sessions: their age, their idle time and how many there are", async () => {
    const account = await portal.createAccount();
    const person = await portal.createPerson(account, "administrator");
    const context = { ip: "192.0.2.1", userAgent: "test", correlationId: "test" };
    const signInAt = async (at: Date) => {
      portal.setNow(at);
      return signIn({ id: person.iamId, name: person.name, email: "x@example.com" }, "password", context);
    };
    const start = Date.now();
    const at = (seconds: number) => new Date(start + seconds * 1000);
    const holds = async (id: string, now: Date) => {
      portal.setNow(now);
      return (await findSession(id, context)) !== null;
    };
    try {
      const first = await signInAt(at(0));
      expect(await holds(first, at(7 * 3600))).toBe(true);
      await updateAccountSettings(person, { sessionIdleSeconds: 900, sessionTtlSeconds: 3600 });
      expect(await holds(first, at(7 * 3600))).toBe(false);
      const second = await signInAt(at(8 * 3600));
      for (const [after, expected] of [
        [899, true],
        [899 + 900, false],
      ] as const)
        expect(await holds(second, at(8 * 3600 + after))).toBe(expected);
      const third = await signInAt(at(10 * 3600));
      for (const minutes of [10, 20, 30, 40, 50])
        expect(await holds(third, at(10 * 3600 + minutes * 60))).toBe(true);
      expect(await holds(third, at(11 * 3600))).toBe(false);
      expect(await listSessions(person)).toEqual([]);

      await updateAccountSettings(person, {
        sessionCountMax: 2,
        sessionIdleSeconds: null,
        sessionTtlSeconds: null,
      });
      const kept = [];
      for (const seconds of [1, 2, 3]) kept.push(await signInAt(at(12 * 3600 + seconds)));
      expect((await listSessions(person)).map(({ id }) => id)).toEqual(kept.slice(1).reverse());
      expect(await holds(kept[0] as string, at(12 * 3600 + 4))).toBe(false);
    } finally {
      portal.setNow(null);
    }
  });
});
