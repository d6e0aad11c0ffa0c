import { readFileSync } from "node:fs";
import { type AuditItem, firstPrevHash, verifyChain } from "@/lib/domain/audit-event";
import { sha256Hex } from "@/lib/platform/secret";
import { Failure, main } from "./lib/cli";

const usage = `npm run audit:verify FILE
  Checks an export of the audit record (NDJSON from /api/v1/audit, or one page as JSON) without a server.`;

const readItems = (file: string): AuditItem[] => {
  const text = readFileSync(file, "utf8").trim();
  try {
    if (text.startsWith('{"items"')) return (JSON.parse(text) as { items: AuditItem[] }).items;
    return text.split("\n").map((line) => JSON.parse(line) as AuditItem);
  } catch {
    throw new Failure(`${file} is not an export of the audit record: it needs one JSON object a line`);
  }
};

const problems = {
  gap: "an entry is missing, doubled or out of order",
  link: "its prev_hash is not the hash of the entry before it",
  hash: "its content was changed: the hash does not fit",
};

// An export is newest first; a chain is read from its beginning.
main(async () => {
  const [file, ...rest] = process.argv.slice(2);
  if (!file || rest.length > 0) throw new Failure(usage);
  const items = readItems(file).sort((a, b) => a.seq - b.seq);
  const [first] = items;
  const last = items.at(-1);
  if (!first || !last) throw new Failure(`${file} holds no entry`);
  const fromTheBeginning = first.seq === 1;
  const start = fromTheBeginning
    ? { seq: 0, hash: firstPrevHash }
    : { seq: first.seq - 1, hash: first.prev_hash };
  const result = verifyChain(items, sha256Hex, start);
  if (!result.ok) throw new Failure(`Broken at entry ${result.seq}: ${problems[result.problem]}.`);
  console.log(
    `${result.count} entries hold together, ${first.seq} to ${last.seq}; the last hash is ${last.hash}`,
  );
  if (!fromTheBeginning)
    console.log(`What came before entry ${first.seq} is not in this file and was not checked.`);
  console.log(
    "Entries cut off at the end can only be found against a copy kept elsewhere: compare the last hash.",
  );
});
