import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { Secret } from "@/lib/platform/secret-type";
import { signInWithPassword } from "@/lib/services/sign-in";
import { testRuntime, testSecret } from "@/tests/support/runtime";

const portal = testRuntime();

const admin = (...args: string[]) => {
  const { config } = portal.runtime;
  const run = spawnSync(process.execPath, ["--import", "tsx", "scripts/admin.ts", ...args], {
    encoding: "utf8",
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: portal.urls.appUrl,
      DATABASE_MIGRATION_URL: portal.urls.ownerUrl,
      WHARFKEY_SECRET: testSecret,
      WHARFKEY_DATA_DIR: config.dataDir,
    } as unknown as NodeJS.ProcessEnv,
  });
  return { code: run.status, stdout: run.stdout, stderr: run.stderr };
};

test("`admin reset EMAIL` prints a new password beside a running portal, which signs in, and is audited", async () => {
  const { code, stdout, stderr } = admin("reset", "Admin@localhost");
  expect({ code, stderr }).toMatchObject({
    code: 0,
    stderr: expect.stringContaining("New password for admin@localhost"),
  });
  const password = stdout.trim();
  expect(password).toMatch(/^[a-z2-9]{5}(-[a-z2-9]{5}){3}$/);
  const context = { ip: "192.0.2.1", userAgent: "", correlationId: "x" };
  const result = await signInWithPassword(
    { email: "admin@localhost", password: new Secret(password) },
    context,
  );
  expect(result.ok).toBe(true);
  const { mustChangePassword } = await portal.runtime.prisma.user.findUniqueOrThrow({
    where: { email: "admin@localhost" },
  });
  expect(mustChangePassword).toBe(true);
  const entry = await portal.runtime.prisma.auditEvent.findFirst({
    where: { action: "user.reset-password" },
  });
  expect(entry).toMatchObject({ actorName: "npm run admin", targetName: "admin@localhost" });
});

test("an unknown address and wrong words end with code 1 and say what is missing", () => {
  expect(admin("reset", "nobody@example.com")).toMatchObject({
    code: 1,
    stdout: "",
    stderr: "Nobody has the address nobody@example.com.\n",
  });
  for (const words of [[], ["reset"], ["remove", "admin@localhost"]])
    expect(admin(...words)).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringMatching(/^npm run admin -- reset EMAIL\n/),
    });
});
