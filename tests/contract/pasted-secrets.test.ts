import { expect, test } from "vitest";
import { randomApiKey } from "@/lib/platform/secret";
import { Secret } from "@/lib/platform/secret-type";
import { verifyAuditChain } from "@/lib/services/audit-chain";
import { recordExport } from "@/lib/services/report-export";
import { createServiceId } from "@/lib/services/service-ids";
import { signInWithPassword } from "@/lib/services/sign-in";
import { testRuntime } from "@/tests/support/runtime";

const portal = testRuntime();

test("a key in a name or a search, and what was typed where an address belongs, are in no audit item", async () => {
  const { administrator, runtime } = portal;
  const key = randomApiKey().value.reveal();
  const refresh = `wfr_${"7Ab".repeat(21)}z`;
  await createServiceId(administrator, { name: `ci ${key}`, description: `was ${refresh}` });
  await recordExport(administrator, "credential-report", { about: key }, "csv");
  const context = { ip: "192.0.2.9", userAgent: "Firefox", correlationId: "typed" };
  for (const email of [key, "my own password", "correct-horse"])
    expect(await signInWithPassword({ email, password: new Secret("x") }, context)).toMatchObject({
      ok: false,
    });

  const items = (await runtime.prisma.auditEvent.findMany()).map((item) =>
    JSON.stringify(item, (_, value) => (typeof value === "bigint" ? Number(value) : value)),
  );
  const written = items.join("\n").toLowerCase();
  for (const typed of [key.slice(15), refresh.slice(4), "my own password", "correct-horse"])
    expect(written).not.toContain(typed.toLowerCase());
  // Which key it was can still be told.
  expect(items.filter((item) => item.includes(`${key.slice(0, 15)}***`)).length).toBe(2);
  expect(await verifyAuditChain(administrator, { whole: true })).toMatchObject({ ok: true });
});
