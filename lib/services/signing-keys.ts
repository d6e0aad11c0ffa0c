import { type IssuedKey, issueAuthority, issueLeaf } from "@/lib/platform/certificates";
import { runtime } from "@/lib/platform/runtime";
import type { SigningKey } from "@/prisma/generated/client";
import { type Actor, systemActor } from "./actor";
import { change, type Record, siteChain, type Tx } from "./change";

const dayMs = 86_400_000;
/** A leaf lives 90 days and signs for 30, so tokens and clocks never meet its end. */
const signsForMs = 30 * dayMs;

const opened = (row: SigningKey): IssuedKey => ({
  id: row.id,
  certificate: row.certificate,
  privateKey: runtime().secrets.decrypt(row.privateKey, `signing-key ${row.id}`),
  publicJwk: row.publicJwk as IssuedKey["publicJwk"],
  notAfter: row.notAfter,
});

const store = async (
  tx: Tx,
  record: Record,
  kind: "authority" | "leaf",
  key: IssuedKey,
  now: Date,
): Promise<void> => {
  await tx.signingKey.create({
    data: {
      id: key.id,
      kind,
      certificate: key.certificate,
      publicJwk: key.publicJwk,
      privateKey: new Uint8Array(runtime().secrets.encrypt(key.privateKey, `signing-key ${key.id}`)),
      createdAt: now,
      notAfter: key.notAfter,
    },
  });
  await record({
    action: "signing-key.create",
    target: { type: "signing-key", id: key.id, name: kind },
    after: { kind, not_after: key.notAfter.toISOString() },
  });
};

const currentKeys = (tx: Pick<Tx, "signingKey">, now: Date) =>
  tx.signingKey.findMany({
    where: { notAfter: { gt: now }, retiredAt: null },
    orderBy: { createdAt: "desc" },
  });

const fill = (rows: SigningKey[]): boolean => {
  const authority = rows.find((row) => row.kind === "authority");
  const leaves = rows.filter((row) => row.kind === "leaf");
  const [current] = leaves;
  if (!authority || !current) return false;
  runtime().signingKeys.fill({
    authority: authority.certificate,
    current: opened(current),
    published: leaves.map(({ id, certificate, publicJwk }) => ({
      id,
      certificate,
      publicJwk: publicJwk as IssuedKey["publicJwk"],
    })),
  });
  return true;
};

/** Fills the keyring from the database: another portal may have rotated. */
export const loadSigningKeys = async (): Promise<boolean> => {
  const { prisma, clock } = runtime();
  return fill(await currentKeys(prisma, clock.now()));
};

/**
 * Makes the authority and the signing key if they are missing or due, once among several portals (the site's
 * chain is the lock), and fills the keyring. Called at start and hourly. Registries need no restart: they
 * trust the authority.
 */
export const rotateSigningKeys = async (
  actor: Actor = systemActor("rotation"),
  force = false,
): Promise<void> => {
  const { prisma, clock } = runtime();
  const now = clock.now();
  const rows = await currentKeys(prisma, now);
  const due = (leaf: SigningKey | undefined) =>
    !leaf || now.getTime() - leaf.createdAt.getTime() > signsForMs;
  if (
    !force &&
    rows.some((row) => row.kind === "authority") &&
    !due(rows.find((row) => row.kind === "leaf"))
  ) {
    fill(rows);
    return;
  }
  await change(actor, siteChain, async (tx, record) => {
    const held = await currentKeys(tx, now);
    const kept = held.find((row) => row.kind === "authority");
    let authority: Pick<IssuedKey, "certificate" | "privateKey">;
    if (kept) authority = opened(kept);
    else {
      const made = await issueAuthority(now);
      await store(tx, record, "authority", made, now);
      authority = made;
    }
    if (force || due(held.find((row) => row.kind === "leaf")))
      await store(tx, record, "leaf", await issueLeaf(authority, now), now);
  });
  await loadSigningKeys();
};
