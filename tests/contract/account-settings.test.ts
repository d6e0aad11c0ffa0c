import IamIdentityV1 from "@ibm-cloud/platform-services/iam-identity/v1";
import { IamAuthenticator } from "ibm-cloud-sdk-core";
import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/services/actor";
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

describe("an account's settings", () => {
  test("are read whole, and their lifetimes hold for the tokens made afterwards", async () => {
    const read = await sdk.getAccountSettings({ accountId });
    expect(read.result).toEqual({
      account_id: accountId,
      entity_tag: read.headers.etag,
      restrict_create_service_id: "NOT_SET",
      restrict_create_platform_apikey: "NOT_SET",
      restrict_user_list_visibility: "RESTRICTED",
      allowed_ip_addresses: "",
      mfa: "NONE",
      user_mfa: [],
      session_expiration_in_seconds: "NOT_SET",
      session_invalidation_in_seconds: "NOT_SET",
      max_sessions_per_identity: "NOT_SET",
      system_access_token_expiration_in_seconds: "3600",
      system_refresh_token_expiration_in_seconds: "259200",
    });
    const changed = await sdk.updateAccountSettings({
      accountId,
      ifMatch: read.result.entity_tag,
      systemAccessTokenExpirationInSeconds: "900",
      systemRefreshTokenExpirationInSeconds: "7200",
      restrictCreateServiceId: "NOT_RESTRICTED",
      mfa: "NONE",
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
    expect(await put({ session_expiration_in_seconds: "86400" })).toEqual([
      400,
      "session_expiration_in_seconds is not offered here, it can only be NOT_SET",
    ]);
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
    expect(await status(sdk.updateAccountSettings({ accountId: other, ifMatch: "*" }))).toBe(404);
  });
});
