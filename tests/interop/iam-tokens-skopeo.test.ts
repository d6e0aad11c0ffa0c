import IamIdentityV1 from "@ibm-cloud/platform-services/iam-identity/v1";
import { IamAuthenticator } from "ibm-cloud-sdk-core";
import { expect, test } from "vitest";
import { landscape } from "@/tests/support/landscape";

/** A real portal, real docker-registries, skopeo, curl and IBM's SDK. */
const world = landscape();

const loginAndPull = async (username: string, token: string) => {
  const host = world.hosts["eu-de"] ?? "";
  const login = ["login", "--tls-verify=false", "--username", username, "--password-stdin", host];
  const signedIn = await world.home.run("skopeo", login, { input: token });
  expect([signedIn.code, signedIn.output]).toEqual([0, expect.stringContaining("Login Succeeded!")]);
  const source = `docker://${host}/team-a/tokens:v1`;
  const seen = await world.home.run("skopeo", ["inspect", "--tls-verify=false", source]);
  expect([seen.code, seen.output]).toEqual([0, expect.stringContaining('"Digest": "sha256:')]);
};

test("skopeo logs in and pulls as iambearer with the token that IBM's SDK obtained", async () => {
  const host = world.hosts["eu-de"] ?? "";
  expect((await world.push(world.keys.writer.value, host, "team-a/tokens:v1")).code).toBe(0);
  const authenticator = new IamAuthenticator({ apikey: world.keys.reader.value, url: world.process.url });
  const sdk = new IamIdentityV1({ authenticator, serviceUrl: world.process.url });
  const request: { headers: { [name: string]: string } } = { headers: {} };
  await sdk.getAuthenticator().authenticate(request);
  await loginAndPull("iambearer", (request.headers.Authorization ?? "").replace("Bearer ", ""));
});

test("skopeo logs in and pulls as iamrefresh with the token that curl obtained as bx:bx", async () => {
  const answer = await world.home.run("curl", [
    ...["--silent", "--fail", "--user", "bx:bx", `${world.process.url}/identity/token`],
    ...["--data-urlencode", "grant_type=urn:ibm:params:oauth:grant-type:apikey"],
    ...["--data-urlencode", `apikey=${world.keys.reader.value}`],
  ]);
  const { refresh_token } = JSON.parse(answer.output) as { refresh_token: string };
  await loginAndPull("iamrefresh", refresh_token);
});
