import { mkdtempSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Shell } from "@/lib/domain/snippets/catalogue";
import { findOnPath } from "@/scripts/lib/executables";
import { client } from "@/tests/support/clients";
import { type CloudController, startCloudController } from "@/tests/support/cloud-controller";
import { proven } from "@/tests/support/command-proofs";
import { createServiceKey, type TestKey } from "@/tests/support/credentials";
import { eventually, landscape } from "@/tests/support/landscape";
import { type Form, printed, seat } from "@/tests/support/snippet-world";

const world = landscape();
const shells: [program: string, dialect: Shell][] = [
  ["bash", "bash"],
  ["sh", "sh"],
  ["zsh", "bash"],
  ["fish", "fish"],
];
const forms: Form[] = ["paste", "file", "variable", "literal"];

describe.skipIf(!findOnPath("cf"))("cf push, as printed", () => {
  let cloud: CloudController;
  let key: TestKey;
  beforeAll(async () => {
    await world.push(world.keys.writer.value, world.hosts["eu-de"] ?? "", "team-a/app:v1");
    key = await createServiceKey(world.portal.runtime, world.portal.administrator, "cf", [
      { region: "eu-de", namespace: "team-a", roles: ["Reader"] },
    ]);
    cloud = await startCloudController(async ({ image, username, password }) => {
      const pulled = await world.home.run("skopeo", [
        ...["copy", "--src-tls-verify=false", "--src-creds", `${username}:${password}`],
        ...[`docker://${image}`, `oci:${mkdtempSync(path.join(world.home.dir, "staged-"))}:latest`],
      ]);
      if (pulled.code !== 0) throw new Error(pulled.output);
    });
  });
  afterAll(() => cloud?.stop());

  /** cf, signed in to the stand-in and aimed at its space. */
  const seated = async (holder: TestKey) => {
    const here = seat(world, holder);
    const target = `cf api ${cloud.url}\ncf auth ci password\ncf target -o org -s space`;
    expect(await here.run("sh", `set -e\n${target}`, "literal")).toMatchObject({ code: 0 });
    return here;
  };

  test.each(shells)(
    "from %s the cloud pulls the image with what cf sent, and the app starts",
    async (program, shell) => {
      if ((program === "zsh" || program === "fish") && !client(program)) return;
      for (const form of forms) {
        for (const way of [undefined, "manifest"]) {
          const here = await seated(key);
          const { lines, files } = printed(world, key, "cloud-foundry", form, { shell }, way);
          for (const { name, content } of files) writeFileSync(path.join(here.dir, name), content);
          cloud.packages.length = 0;
          const pushed = await here.run(program, lines, form);
          expect([form, way, pushed.code, pushed.output]).toEqual([
            form,
            way,
            0,
            expect.stringMatching(/requested state: +started/),
          ]);
          expect(cloud.packages).toEqual([
            { image: `${world.hosts["eu-de"]}/team-a/app:v1`, username: "iamapikey", password: key.value },
          ]);
          expect(pushed.output).not.toContain(key.value);
        }
        await proven("cloud-foundry", program, form, "cf");
      }
      expect(cloud.unknown).toEqual([]);
      // The registry says that what the cloud has is the image.
      await eventually(async () =>
        expect(await world.usageOf(key, 1)).toContainEqual(
          expect.stringMatching(/^registry pull granted eu-de team-a\/app v1 skopeo/),
        ),
      );
    },
  );

  test("a key without access to the image fails the staging, with the reason", async () => {
    const other = await createServiceKey(world.portal.runtime, world.portal.administrator, "no access", []);
    const here = await seated(other);
    const pushed = await here.run(
      "bash",
      printed(world, other, "cloud-foundry", "variable").lines,
      "variable",
    );
    expect([pushed.code, pushed.output]).toEqual([1, expect.stringMatching(/FAILED/)]);
  });
});
