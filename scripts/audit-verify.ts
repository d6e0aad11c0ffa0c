import { createReadStream, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import type { AuditItem } from "@/lib/domain/audit-event";
import { type ChainProblem, chainWalk } from "@/lib/domain/chain-walk";
import { CheckpointProblem, readCheckpoint, readTrust } from "@/lib/platform/checkpoint-jws";
import { sha256Hex } from "@/lib/platform/secret";
import { Failure, main } from "./lib/cli";

const usage = `npm run audit:verify FILE [CHECKPOINT …] [-- --key KEYS]
  Proves or refutes an export of the audit record, without a server.
  FILE        the export: NDJSON from the audit page or /api/v1/audit, unfiltered, or one page as JSON
  CHECKPOINT  a signed checkpoint that was kept elsewhere; finds what was cut off at the end
  --key       public keys to believe: the CA bundle, a PEM public key, or the JWKS of /identity/keys`;

const problems: { [problem in ChainProblem["problem"]]: string } = {
  gap: "an entry is missing, doubled or out of order (or the export was filtered)",
  link: "its prev_hash is not the hash of the entry before it",
  hash: "its content was changed: the hash does not fit",
  checkpoint: "its hash is not the one that the checkpoint signed",
  cut: "the file ends before the checkpoint: entries were cut off",
};

const checkpointsOf = (files: string[], keys: string | undefined) => {
  const trust = keys === undefined ? undefined : readTrust(readFileSync(keys, "utf8"));
  return files.map((file) => {
    try {
      const { checkpoint, authority } = readCheckpoint(readFileSync(file, "utf8"), trust);
      const at = new Date(checkpoint.iat * 1000).toISOString();
      console.log(
        `Checkpoint of ${at}: ${checkpoint.iss} had ${checkpoint.seq} entries in ${checkpoint.chain}, signature right.`,
      );
      if (!trust)
        console.log(
          `  Not compared with a key. Its authority's SHA-256 fingerprint must be the portal's: ${authority}`,
        );
      return checkpoint;
    } catch (error) {
      if (error instanceof CheckpointProblem) throw new Failure(`${file}: ${error.message}`);
      throw error;
    }
  });
};

async function* itemsOf(file: string): AsyncGenerator<AuditItem> {
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
  let number = 0;
  for await (const line of lines) {
    number++;
    if (line.trim() === "") continue;
    const parsed = parse(line);
    // A page of /api/v1/audit is newest first.
    const items = Array.isArray(parsed?.items) ? parsed.items.toReversed() : [parsed];
    for (const item of items) {
      if (typeof item?.seq !== "number")
        throw new Failure(`${file}, line ${number}: an export of the audit record has one JSON entry a line`);
      yield item;
    }
  }
}

const parse = (line: string): (AuditItem & { items?: AuditItem[] }) | null => {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
};

main(async () => {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { key: { type: "string" } } });
  const [file, ...rest] = positionals;
  if (!file) throw new Failure(usage);
  const places = checkpointsOf(rest, values.key).sort((a, b) => a.seq - b.seq);
  if (new Set(places.map(({ iss, chain }) => `${iss} ${chain}`)).size > 1)
    throw new Failure("The checkpoints are of different chains.");
  const other = places.find(
    ({ seq, hash }, at) => places[at - 1]?.seq === seq && places[at - 1]?.hash !== hash,
  );
  if (other)
    throw new Failure(
      `Broken at entry ${other.seq}: two of the checkpoints sign it, each with another hash.`,
    );
  const walk = chainWalk(sha256Hex, { places });
  const fail = ({ seq, problem }: ChainProblem) => {
    throw new Failure(`Broken at entry ${seq}: ${problems[problem]}.`);
  };
  for await (const item of itemsOf(file)) {
    const found = walk.next(item);
    if (found) fail(found);
  }
  const { first, last, count } = walk.walked();
  if (count === 0) throw new Failure(`${file} holds no entry`);
  const found = walk.end();
  if (found) fail(found);
  console.log(`${count} entries hold together, ${first} to ${last.seq}; the last hash is ${last.hash}`);
  if (first > 1) console.log(`What came before entry ${first} is not in this file and was not checked.`);
  const earlier = places.filter(({ seq }) => seq < first - 1).length;
  if (earlier > 0) console.log(`${earlier} of ${places.length} checkpoints are of entries before this file.`);
  const newest = places.at(-1);
  console.log(
    newest
      ? `Nothing is missing up to entry ${newest.seq}. What may have been cut off after it takes a later checkpoint.`
      : "Entries cut off at the end can only be found against a checkpoint or a copy that was kept elsewhere.",
  );
});
