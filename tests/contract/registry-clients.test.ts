import { describe, expect, test } from "vitest";
import { startContainerd } from "@/tests/support/client-home";
import { client } from "@/tests/support/clients";
import { basic, createServiceKey } from "@/tests/support/credentials";
import { eventually, landscape } from "@/tests/support/landscape";

const skopeo = client("skopeo");
const dockerCli = client("docker");
const world = landscape();

describe.skipIf(!skopeo || !dockerCli)("a key that holds", () => {
  test("docker logs in on all five regions, each login one usage row", async () => {
    const key = await createServiceKey(world.portal.runtime, world.portal.administrator, "five", []);
    for (const region of world.regions) {
      const { code, output } = await world.docker(key.value, world.hosts[region] ?? "");
      expect(output).toContain("Login Succeeded");
      expect(code).toBe(0);
    }
    expect(await world.usageOf(key, 5)).toEqual(
      world.regions.map((region) => `portal login granted ${region} docker`).sort(),
    );
    const activity = await world.portal.runtime.prisma.apiKeyActivity.findUniqueOrThrow({
      where: { apiKeyId: key.id },
    });
    expect(activity.authnCount).toBe(5n);
    expect(activity.lastRegion).toBe("us-south");
    expect(activity.lastClient).toMatch(/^docker \d/);
  });

  test("a Writer's push and a Reader's pull are usage rows with repository, tag and client, and nothing else", async () => {
    const host = world.hosts["eu-de"] ?? "";
    const pushed = await world.push(world.keys.writer.value, host, "team-a/app:v1");
    expect([pushed.code, pushed.output]).toEqual([0, expect.stringContaining("Writing manifest")]);
    const pulled = await world.pull(`iamapikey:${world.keys.reader.value}`, host, "team-a/app:v1");
    expect([pulled.code, pulled.output]).toEqual([0, expect.stringContaining("Writing manifest")]);
    expect(await world.usageOf(world.keys.writer, 2)).toEqual([
      "portal token granted eu-de team-a/app skopeo",
      "registry push granted eu-de team-a/app v1 skopeo",
    ]);
    expect(await world.usageOf(world.keys.reader, 2)).toEqual([
      "portal token granted eu-de team-a/app skopeo",
      "registry pull granted eu-de team-a/app v1 skopeo",
    ]);
  });

  test.each(["podman", "buildah"])(
    "%s logs in, pulls, pushes; a blob that is mounted is a row of its own",
    async (tool) => {
      const host = world.hosts["eu-de"] ?? "";
      const key = await createServiceKey(world.portal.runtime, world.portal.administrator, tool, [
        { region: "eu-de", namespace: "team-a", roles: ["Writer"] },
      ]);
      const dir = `${world.home.dir}/${tool}`;
      const storage = ["--root", `${dir}/root`, "--runroot", `${dir}/runroot`, "--storage-driver", "vfs"];
      const run = (args: string[], input = "") => world.home.run(tool, [...storage, ...args], { input });
      expect(
        (await run(["login", "--tls-verify=false", "-u", "iamapikey", "--password-stdin", host], key.value))
          .output,
      ).toContain("Login Succeeded!");
      expect(await run(["pull", "--tls-verify=false", `${host}/team-a/app:v1`])).toMatchObject({ code: 0 });
      expect(
        await run([
          "push",
          "--tls-verify=false",
          `${host}/team-a/app:v1`,
          `docker://${host}/team-a/${tool}:v1`,
        ]),
      ).toMatchObject({ code: 0 });
      // The push asks for its own repository, then once more with the mount's source.
      expect(await world.usageOf(key, 7)).toEqual([
        `portal login granted eu-de ${tool}`,
        `portal token granted eu-de team-a/app ${tool}`,
        `portal token granted eu-de team-a/${tool} ${tool}`,
        `portal token granted eu-de team-a/${tool} ${tool}`,
        `registry mount granted eu-de team-a/${tool} ${tool}`,
        `registry pull granted eu-de team-a/app v1 ${tool}`,
        `registry push granted eu-de team-a/${tool} v1 ${tool}`,
      ]);
    },
  );

  test("containerd pulls by digest and its row names the tag; its refused request, sent twice, counts once", async () => {
    const host = world.hosts["eu-de"] ?? "";
    const key = await createServiceKey(world.portal.runtime, world.portal.administrator, "node", [
      { region: "eu-de", namespace: "team-a", roles: ["Reader"] },
    ]);
    const containerd = await startContainerd(world.home);
    const pull = (repository: string) =>
      world.home.run("ctr", [
        "--address",
        containerd.address,
        "content",
        "fetch",
        "--plain-http",
        "--user",
        `iamapikey:${key.value}`,
        `${host}/${repository}:v1`,
      ]);
    try {
      expect(await pull("team-a/app")).toMatchObject({ code: 0 });
      // One token to resolve the tag, one to fetch.
      expect(await world.usageOf(key, 3)).toEqual([
        "portal token granted eu-de team-a/app containerd",
        "portal token granted eu-de team-a/app containerd",
        "registry pull granted eu-de team-a/app v1 containerd",
      ]);
      expect((await pull("team-b/app")).code).not.toBe(0);
    } finally {
      await containerd.stop();
    }
    const denied = await world.portal.runtime.prisma.usageEvent.findMany({
      where: { apikeyId: key.id, outcome: "denied" },
      orderBy: { at: "asc" },
    });
    const counted = denied.filter((row) => row.repeatOf === null);
    expect(counted.length).toBe(1);
    expect(denied.filter((row) => row.repeatOf !== null).map((row) => row.repeatOf)).toEqual(
      denied.slice(1).map(() => counted[0]?.id),
    );
    expect(denied.length).toBeGreaterThan(1);
  });

  test("docker pushes a manifest list, the commands' own way without an engine", async () => {
    const host = world.hosts["eu-de"] ?? "";
    expect((await world.docker(world.keys.writer.value, host)).output).toContain("Login Succeeded");
    const create = await world.home.run("docker", [
      "manifest",
      "create",
      "--insecure",
      `${host}/team-a/list:v1`,
      `${host}/team-a/app:v1`,
    ]);
    expect([create.code, create.output]).toEqual([0, expect.stringContaining("Created manifest list")]);
    expect(
      await world.home.run("docker", ["manifest", "push", "--insecure", `${host}/team-a/list:v1`]),
    ).toMatchObject({ code: 0 });
    await eventually(async () =>
      expect(await world.usageOf(world.keys.writer, 6)).toContain(
        "registry push granted eu-de team-a/list v1 docker",
      ),
    );
  });
});

describe.skipIf(!skopeo || !dockerCli)("access and refresh tokens", () => {
  test("skopeo logs in and pulls with iambearer and iamrefresh", async () => {
    const host = world.hosts["eu-de"] ?? "";
    const form = new URLSearchParams({
      grant_type: "urn:ibm:params:oauth:grant-type:apikey",
      apikey: world.keys.reader.value,
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
    for (const [username, password] of [
      ["iambearer", answer.access_token],
      ["iamrefresh", answer.refresh_token],
    ] as const) {
      const login = await world.home.run(
        "skopeo",
        ["login", "--tls-verify=false", "-u", username, "--password-stdin", host],
        { input: password },
      );
      expect(login.output).toContain("Login Succeeded!");
      const pull = await world.pull(`${username}:${password}`, host, "team-a/app:v1");
      expect([pull.code, pull.output]).toEqual([0, expect.stringContaining("Writing manifest")]);
    }
  });
});
