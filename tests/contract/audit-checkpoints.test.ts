import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { auditHash } from "@/lib/domain/audit-event";
import { issueAuthority, issueLeaf } from "@/lib/platform/certificates";
import { readCheckpoint, readTrust } from "@/lib/platform/checkpoint-jws";
import { sha256Hex } from "@/lib/platform/secret";
import { createSigningKeyring } from "@/lib/platform/signing-keyring";
import type { Actor } from "@/lib/services/actor";
import { auditBatches, listAudit } from "@/lib/services/audit";
import { verifyAuditChain } from "@/lib/services/audit-chain";
import {
  checkpointAuthority,
  checkpointText,
  listCheckpoints,
  makeCheckpoint,
  makeDueCheckpoints,
} from "@/lib/services/audit-checkpoints";
import { change } from "@/lib/services/change";
import { asOwner } from "@/tests/support/postgres";
import { testRuntime } from "@/tests/support/runtime";

const portal = testRuntime();
const folder = mkdtempSync(path.join(tmpdir(), "wharfkey-audit-"));
const place = (name: string) => path.join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));

const asTableOwner = (sql: string) =>
  asOwner(
    portal.urls.ownerUrl,
    `BEGIN; ALTER TABLE audit_event DISABLE TRIGGER USER; ${sql}; ALTER TABLE audit_event ENABLE TRIGGER USER; COMMIT`,
    new URL(portal.urls.ownerUrl).pathname.slice(1),
  );

const record = (actor: Actor, ...numbers: number[]) =>
  change(actor, actor.accountId, async (_, append) => {
    for (const i of numbers)
      await append({ action: "x.y", target: { type: "x", id: `${i}`, name: "" }, after: { i } });
  });

/** An account whose chain has four items, and its administrator. */
const chainOfFour = async (): Promise<Actor> => {
  const actor = await portal.createPerson(await portal.createAccount(), "administrator");
  await record(actor, 1, 2, 3, 4);
  return actor;
};

const numbersOf = async (actor: Actor, scope: "account" | "site" = "account") =>
  (await listCheckpoints(actor, { scope })).items.map(({ seq }) => seq);

const keep = async (actor: Actor, name: string, seq: number): Promise<string> => {
  writeFileSync(place(name), await checkpointText(actor, seq));
  return place(name);
};

const exported = async (actor: Actor, name: string): Promise<string> => {
  const lines: string[] = [];
  for await (const batch of auditBatches(actor, {})) lines.push(...batch.map((item) => JSON.stringify(item)));
  writeFileSync(place(name), lines.map((line) => `${line}\n`).join(""));
  return place(name);
};

/** `npm run audit:verify`, in an environment that knows no portal. */
const verify = (...args: string[]) => {
  const run = spawnSync(process.execPath, ["--import", "tsx", "scripts/audit-verify.ts", ...args], {
    encoding: "utf8",
    env: { PATH: process.env.PATH } as unknown as NodeJS.ProcessEnv,
  });
  return { code: run.status, said: run.stdout + run.stderr };
};

beforeAll(() => writeFileSync(place("ca.pem"), checkpointAuthority().pem));
const key = () => ["--key", place("ca.pem")];

test("an export and a checkpoint prove the record with the public key alone", async () => {
  const actor = await chainOfFour();
  expect(await makeCheckpoint(actor)).toMatchObject({ seq: 5 }); // that it was asked for is the fifth
  expect(await makeCheckpoint(actor)).toMatchObject({ seq: 5 }); // the same place is signed once, and nothing added
  await record(actor, 6);
  expect(await numbersOf(actor)).toEqual([5]);
  expect((await listAudit(actor, {})).items[1]).toMatchObject({
    action: "audit.checkpoint",
    actor: { iam_id: actor.iamId },
    target: { type: "audit", id: actor.accountId },
  });
  const checkpoint = await keep(actor, "five.jws", 5);
  const { code, said } = verify(await exported(actor, "six.ndjson"), checkpoint, ...key());
  expect(said).toContain(`had 5 entries in ${actor.accountId}, signature right.`);
  expect(said).toContain("6 entries hold together, 1 to 6;");
  expect(said).toContain("Nothing is missing up to entry 5.");
  expect(code).toBe(0);
});

test("a page of the API, newest first, is verified as well, and what is no export is said to be none", async () => {
  const actor = await chainOfFour();
  writeFileSync(place("page.json"), JSON.stringify({ items: (await listAudit(actor, {})).items }));
  expect(verify(place("page.json"))).toMatchObject({
    code: 0,
    said: expect.stringContaining("4 entries hold together, 1 to 4;"),
  });
  writeFileSync(place("none.csv"), "seq,at\n1,2026\n");
  expect(verify(place("none.csv"))).toMatchObject({
    code: 1,
    said: expect.stringContaining(
      "none.csv, line 1: an export of the audit record has one JSON entry a line",
    ),
  });
});

/** Each is done as the table's owner with the triggers off; `$` is the chain. */
const forgeries: [string, (actor: Actor) => Promise<unknown>, object, string][] = [
  [
    "alters an item",
    ({ accountId }) =>
      asTableOwner(`UPDATE audit_event SET after = '{"i": 9}' WHERE chain = '${accountId}' AND seq = 3`),
    { seq: 3, problem: "hash" },
    "Broken at entry 3: its content was changed",
  ],
  [
    "alters an item and hashes the rest anew",
    (actor) => rewrite(actor, 3),
    { seq: 4, problem: "checkpoint" },
    "Broken at entry 4: its hash is not the one that the checkpoint signed",
  ],
  [
    "deletes an item",
    ({ accountId }) => asTableOwner(`DELETE FROM audit_event WHERE chain = '${accountId}' AND seq = 2`),
    { seq: 2, problem: "gap" },
    "Broken at entry 2: an entry is missing",
  ],
  [
    "inserts an item",
    ({ accountId }) =>
      asTableOwner(
        `UPDATE audit_event SET seq = seq + 1000 WHERE chain = '${accountId}' AND seq >= 3;
         INSERT INTO audit_event SELECT (jsonb_populate_record(e, '{"seq": 3}')).* FROM audit_event e
           WHERE chain = '${accountId}' AND seq = 2;
         UPDATE audit_event SET seq = seq - 999 WHERE chain = '${accountId}' AND seq > 1000`,
      ),
    { seq: 4, problem: "checkpoint" },
    "Broken at entry 3: its prev_hash is not the hash of the entry before it",
  ],
  [
    "reorders items",
    ({ accountId }) =>
      asTableOwner(
        `UPDATE audit_event SET seq = 1002 WHERE chain = '${accountId}' AND seq = 2;
         UPDATE audit_event SET seq = 2 WHERE chain = '${accountId}' AND seq = 3;
         UPDATE audit_event SET seq = 3 WHERE chain = '${accountId}' AND seq = 1002`,
      ),
    { seq: 2, problem: "link" },
    "Broken at entry 2: its prev_hash is not the hash of the entry before it",
  ],
  [
    "cuts the tail off",
    ({ accountId }) => asTableOwner(`DELETE FROM audit_event WHERE chain = '${accountId}' AND seq >= 3`),
    { seq: 3, problem: "cut" },
    "Broken at entry 3: the file ends before the checkpoint",
  ],
  [
    "empties it",
    ({ accountId }) => asTableOwner(`DELETE FROM audit_event WHERE chain = '${accountId}'`),
    { seq: 1, problem: "cut" },
    "holds no entry",
  ],
];

/** What somebody would do who knows how the hashes are made. */
const rewrite = async (actor: Actor, from: number): Promise<void> => {
  const items = [];
  for await (const batch of auditBatches(actor, {})) items.push(...batch);
  let prevHash = items[from - 2]?.hash ?? "";
  for (const item of items.slice(from - 1)) {
    const changed = { ...item, after: { i: 9 }, prev_hash: prevHash };
    const hash = auditHash(changed, prevHash, sha256Hex);
    await asTableOwner(
      `UPDATE audit_event SET after = '{"i": 9}', prev_hash = '${prevHash}', hash = '${hash}'
       WHERE chain = '${actor.accountId}' AND seq = ${item.seq}`,
    );
    prevHash = hash;
  }
};

describe("behind the portal's back", () => {
  test.each(forgeries)("who %s is found, by the portal and by whoever kept a checkpoint", async (...row) => {
    const [name, forge, problem, sentence] = row;
    const actor = await chainOfFour();
    await makeDueCheckpoints();
    const checkpoint = await keep(actor, `${name}.jws`, 4);
    await forge(actor);
    expect(await verifyAuditChain(actor, { whole: true })).toMatchObject({ ok: false, ...problem });
    const { code, said } = verify(await exported(actor, `${name}.ndjson`), checkpoint, ...key());
    expect(said).toContain(sentence);
    expect(code).toBe(1);
    await expect(makeCheckpoint(actor)).rejects.toMatchObject({ code: "conflict" });
  });

  test("who cuts the tail off and the portal's own checkpoints is found by one that was kept elsewhere", async () => {
    const actor = await chainOfFour();
    await makeDueCheckpoints();
    const checkpoint = await keep(actor, "elsewhere.jws", 4);
    await asTableOwner(
      `ALTER TABLE audit_checkpoint DISABLE TRIGGER USER;
       DELETE FROM audit_checkpoint WHERE chain = '${actor.accountId}';
       ALTER TABLE audit_checkpoint ENABLE TRIGGER USER;
       DELETE FROM audit_event WHERE chain = '${actor.accountId}' AND seq = 4`,
    );
    const file = await exported(actor, "cut.ndjson");
    expect(verify(file, ...key())).toMatchObject({ code: 0 });
    expect(verify(file, checkpoint, ...key())).toMatchObject({
      code: 1,
      said: expect.stringContaining("Broken at entry 4: the file ends before the checkpoint"),
    });
  });

  test("who signs another record at the same entry is found by whoever kept both checkpoints", async () => {
    const actor = await chainOfFour();
    await makeDueCheckpoints();
    const kept = await keep(actor, "kept.jws", 4);
    const { checkpoint } = readCheckpoint(await checkpointText(actor, 4));
    const rewritten = { ...checkpoint, hash: "0".repeat(64) };
    writeFileSync(
      place("rewritten.jws"),
      await portal.runtime.signingKeys.sign("audit-checkpoint+jwt", rewritten, { x5c: "chain" }),
    );
    const file = await exported(actor, "two-records.ndjson");
    expect(verify(file, kept, kept, ...key())).toMatchObject({
      code: 0,
      said: expect.not.stringContaining("before this file"),
    });
    expect(verify(file, place("rewritten.jws"), kept, ...key())).toMatchObject({
      code: 1,
      said: expect.stringContaining(
        "Broken at entry 4: two of the checkpoints sign it, each with another hash",
      ),
    });
  });

  test("the portal's role can't change a checkpoint, nor the owner with the triggers on", async () => {
    for (const sql of ["UPDATE audit_checkpoint SET seq = 1", "DELETE FROM audit_checkpoint"])
      await expect(portal.runtime.pool.query(sql)).rejects.toThrow(
        "permission denied for table audit_checkpoint",
      );
    for (const sql of ["UPDATE audit_checkpoint SET hash = ''", "TRUNCATE audit_checkpoint"])
      await expect(
        asOwner(portal.urls.ownerUrl, sql, new URL(portal.urls.ownerUrl).pathname.slice(1)),
      ).rejects.toThrow(/audit_checkpoint is append-only: (UPDATE|TRUNCATE) refused/);
  });
});

describe("a checkpoint that isn't the portal's", () => {
  test.each([
    ["with another number in it", forgedNumber, "The checkpoint's signature is wrong: it was altered."],
    ["of another authority", forgedAuthority, "The checkpoint was signed by another key than the one given."],
    ["that is none", async () => "not a checkpoint", "This is no checkpoint."],
    ["that is a token", forgedType, "This is no checkpoint."],
  ])("%s is refused", async (name, forge, sentence) => {
    const actor = await chainOfFour();
    await makeDueCheckpoints();
    const file = place(`${name}.jws`);
    writeFileSync(file, await forge(actor));
    const { code, said } = verify(await exported(actor, `${name}.ndjson`), file, ...key());
    expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining(sentence) });
  });
});

async function forgedNumber(actor: Actor): Promise<string> {
  const [head, , signature] = (await checkpointText(actor, 4)).split(".");
  const { checkpoint } = readCheckpoint(await checkpointText(actor, 4), readTrust(checkpointAuthority().pem));
  return [head, Buffer.from(JSON.stringify({ ...checkpoint, seq: 2 })).toString("base64url"), signature].join(
    ".",
  );
}

async function forgedAuthority(actor: Actor): Promise<string> {
  const { checkpoint } = readCheckpoint(await checkpointText(actor, 4), readTrust(checkpointAuthority().pem));
  const now = new Date();
  const authority = await issueAuthority(now);
  const leaf = await issueLeaf(authority, now);
  const keyring = createSigningKeyring();
  keyring.fill({ authority: authority.certificate, current: leaf, published: [leaf] });
  return keyring.sign("audit-checkpoint+jwt", checkpoint, { x5c: "chain" });
}

async function forgedType(actor: Actor): Promise<string> {
  const { checkpoint } = readCheckpoint(await checkpointText(actor, 4), readTrust(checkpointAuthority().pem));
  return portal.runtime.signingKeys.sign("JWT", checkpoint, { x5c: "chain" });
}

test("every hour each chain that has grown gets one, and a broken one none", async () => {
  const [grown, broken] = [await chainOfFour(), await chainOfFour()];
  await asTableOwner(`UPDATE audit_event SET after = '{}' WHERE chain = '${broken.accountId}' AND seq = 3`);
  await makeDueCheckpoints();
  expect(await numbersOf(grown)).toEqual([4]);
  expect(await numbersOf(broken)).toEqual([]);
  expect(await numbersOf(portal.administrator, "site")).toHaveLength(1);
  expect(await makeDueCheckpoints()).toBe(0);
  await record(grown, 5);
  expect(await makeDueCheckpoints()).toBe(1);
  expect(await numbersOf(grown)).toEqual([5, 4]);
});

test("checkpoints are read and made by who reads the record, of their own account", async () => {
  const actor = await chainOfFour();
  await makeCheckpoint(actor);
  const auditor = await portal.createPerson(actor.accountId, "auditor");
  const member = await portal.createPerson(actor.accountId, "member");
  expect(await makeCheckpoint(auditor)).toMatchObject({ seq: 5 });
  for (const attempt of [
    () => makeCheckpoint(member),
    () => listCheckpoints(member),
    () => checkpointText(member, 5),
  ])
    await expect(attempt()).rejects.toMatchObject({ code: "forbidden" });
  await expect(checkpointText(await chainOfFour(), 5)).rejects.toMatchObject({ code: "not-found" });
  await expect(makeCheckpoint(auditor, "site")).rejects.toMatchObject({ code: "forbidden" });
});
