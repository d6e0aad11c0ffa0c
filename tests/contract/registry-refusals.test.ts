import { describe, expect, test } from "vitest";
import { client } from "@/tests/support/clients";
import { basic, createServiceKey } from "@/tests/support/credentials";
import { landscape } from "@/tests/support/landscape";

const skopeo = client("skopeo");
const dockerCli = client("docker");
const world = landscape();

describe.skipIf(!skopeo || !dockerCli)("what is not held is refused with a sentence that says why", () => {
  test("a Reader's push, with role, needed role and request id", async () => {
    const { code, output } = await world.push(
      world.keys.reader.value,
      world.hosts["eu-de"] ?? "",
      "team-a/new:v1",
    );
    expect(code).not.toBe(0);
    expect(output).toMatch(
      /The role on team-a in eu-de is Reader, push needs Writer: request Writer on team-a\. Request [0-9a-f-]{36}\./,
    );
    const rows = await world.portal.runtime.prisma.usageEvent.findMany({
      where: { apikeyId: world.keys.reader.id, outcome: "denied" },
    });
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      expect(row.reason).toBe("role-too-low");
      expect(row.detail).toMatchObject({
        heldRole: "Reader",
        neededRole: "Writer",
        namespace: "team-a",
        region: "eu-de",
      });
      expect(row.tokenId).toBeNull();
    }
    expect(rows.some((row) => output.includes(row.requestId ?? "-"))).toBe(true);
  });

  test.each([
    [
      "another namespace",
      "writer",
      "eu-de",
      "team-b/app",
      "No policy gives access to namespace team-b in eu-de",
    ],
    ["another region", "writer", "us-south", "team-a/app", "hold in eu-de, not in us-south"],
    [
      "another account's namespace",
      "writer",
      "eu-de",
      "strangers/app",
      "There is no namespace strangers in eu-de for this account",
    ],
    [
      "a namespace that isn't there",
      "writer",
      "eu-de",
      "nowhere/app",
      "There is no namespace nowhere in eu-de for this account",
    ],
    [
      "every namespace means those of the own account",
      "foreign",
      "eu-de",
      "team-a/app",
      "There is no namespace team-a in eu-de for this account",
    ],
  ] as const)("%s", async (_case, who, region, repository, sentence) => {
    const { code, output } = await world.pull(
      `iamapikey:${world.keys[who].value}`,
      world.hosts[region] ?? "",
      `${repository}:v1`,
    );
    expect(code).not.toBe(0);
    expect(output).toContain(sentence);
  });

  test.each([
    ["expired", 'API key "ci-old" expired on 2026-01-31'],
    ["disabled", 'API key "ci-off" is disabled since 2026-02-28'],
    ["deleted", 'API key "ci-gone" was deleted on 2026-03-31'],
  ] as const)("%s key, at login", async (who, sentence) => {
    const { code, output } = await world.docker(world.keys[who].value, world.hosts["eu-de"] ?? "");
    expect(code).not.toBe(0);
    expect(output).toContain(sentence);
    expect(output).not.toContain(world.keys[who].value);
    expect(await world.usageOf(world.keys[who], 1)).toEqual([`portal login denied ${who} eu-de docker`]);
  });

  test("a key that is disabled is refused at the very next request, also by its access token", async () => {
    const key = await createServiceKey(world.portal.runtime, world.portal.administrator, "soon-off", [
      { roles: ["Reader"] },
    ]);
    const form = new URLSearchParams({
      grant_type: "urn:ibm:params:oauth:grant-type:apikey",
      apikey: key.value,
    });
    const answer = (await (
      await fetch(`${world.process.url}/identity/token`, {
        method: "POST",
        body: form,
        headers: basic("bx", "bx"),
      })
    ).json()) as {
      access_token: string;
      refresh_token: string;
    };
    const ask = async (username: string, password: string) =>
      (
        await fetch(`${world.process.url}/oauth/token?service=de.registry`, {
          headers: basic(username, password),
        })
      ).status;
    const all = () =>
      Promise.all([
        ask("iamapikey", key.value),
        ask("iambearer", answer.access_token),
        ask("iamrefresh", answer.refresh_token),
      ]);
    expect(await all()).toEqual([200, 200, 200]);
    await world.portal.runtime.prisma.apiKey.update({
      where: { id: key.id },
      data: { disabledAt: new Date() },
    });
    expect(await all()).toEqual([401, 401, 401]);
  });
});
