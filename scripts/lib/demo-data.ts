import { randomUUID } from "node:crypto";
import { runtime } from "@/lib/platform/runtime";
import { insertUsageRows, type NewUsageRow } from "@/lib/platform/usage-committer";
import type { Actor } from "@/lib/services/actor";
import { createAccess } from "@/lib/services/get-access";

const dayMs = 86_400_000;

type Robot = {
  label: string;
  namespace: string;
  region: string;
  role: "Reader" | "Writer" | "Manager";
  client: [name: string, version: string];
  ip: string;
  /** Pulls on an ordinary weekday. */
  perDay: number;
  expiresInDays: number | null;
  deniedToday?: number;
};

const robots: Robot[] = [
  {
    label: "checkout-ci",
    namespace: "checkout",
    region: "us-south",
    role: "Writer",
    client: ["docker", "28.2.2"],
    ip: "10.2.14.88",
    perDay: 40,
    expiresInDays: 88,
  },
  {
    label: "prod-deployer",
    namespace: "payments",
    region: "eu-de",
    role: "Reader",
    client: ["containerd", "1.7.22"],
    ip: "10.2.0.31",
    perDay: 160,
    expiresInDays: 3,
  },
  {
    label: "edge-mirror",
    namespace: "edge",
    region: "jp-tok",
    role: "Reader",
    client: ["skopeo", "1.16.1"],
    ip: "10.9.4.2",
    perDay: 60,
    expiresInDays: 104,
    deniedToday: 12,
  },
  {
    label: "nightly-scan",
    namespace: "base-images",
    region: "eu-gb",
    role: "Reader",
    client: ["skopeo", "1.14.0"],
    ip: "10.2.6.40",
    perDay: 20,
    expiresInDays: 48,
  },
  {
    label: "storefront-cf",
    namespace: "storefront",
    region: "us-south",
    role: "Reader",
    client: ["curl", "8.5.0"],
    ip: "10.3.3.3",
    perDay: 0,
    expiresInDays: 81,
  },
  {
    label: "data-nightly",
    namespace: "base-images",
    region: "au-syd",
    role: "Manager",
    client: ["podman", ""],
    ip: "10.4.1.9",
    perDay: 12,
    expiresInDays: null,
  },
];

/** Makes what a running installation looks like: service IDs with keys, policies, and 30 days of use. */
export const makeDemoData = async (actor: Actor): Promise<{ keys: number; rows: number }> => {
  const now = runtime().clock.now();
  const rows: NewUsageRow[] = [];
  for (const robot of robots) {
    const expiresAt =
      robot.expiresInDays === null ? null : new Date(now.getTime() + robot.expiresInDays * dayMs);
    const { key } = await createAccess(actor, {
      label: robot.label,
      region: robot.region,
      namespace: robot.namespace,
      role: robot.role,
      expiresAt,
      createNamespace: true,
    });
    rows.push(...usesOf(robot, { apikeyId: key.id, iamId: key.iamId, accountId: actor.accountId }, now));
  }
  for (let i = 0; i < rows.length; i += 2000) await insertUsageRows(runtime().pool, rows.slice(i, i + 2000));
  return { keys: robots.length, rows: rows.length };
};

/** The same figures at every run: a picture of the page changes only when the page does. */
const usesOf = (robot: Robot, owner: Partial<NewUsageRow>, now: Date): NewUsageRow[] => {
  const repository = `${robot.namespace}/api`;
  const row = (at: Date, extra: Partial<NewUsageRow>): NewUsageRow => ({
    id: randomUUID(),
    at,
    source: "portal",
    action: "token",
    outcome: "granted",
    ...owner,
    region: robot.region,
    namespace: robot.namespace,
    repository,
    namespaces: [robot.namespace],
    requested: [`repository:${repository}:pull`],
    granted: [`repository:${repository}:pull`],
    username: "iamapikey",
    clientName: robot.client[0],
    clientVersion: robot.client[1],
    userAgent: robot.client.filter(Boolean).join("/"),
    ip: robot.ip,
    requestId: randomUUID(),
    ...extra,
  });
  const rows: NewUsageRow[] = [];
  for (let day = 29; day >= 0; day--) {
    const noon = new Date(now.getTime() - day * dayMs);
    const weekend = [0, 6].includes(noon.getUTCDay());
    const pulls = Math.round(robot.perDay * (weekend ? 0.35 : 0.85 + ((day * 7) % 5) / 16));
    for (let i = 0; i < pulls; i++) {
      const at = new Date(noon.getTime() - Math.floor((i / Math.max(pulls, 1)) * 10 * 3_600_000) - 12_000);
      rows.push(row(at, { tokenId: randomUUID() }));
      rows.push(
        row(new Date(at.getTime() + 400), {
          source: "registry",
          action: i % 9 === 0 && robot.role !== "Reader" ? "push" : "pull",
          tag: "4.2.1",
          requested: [],
          granted: [],
        }),
      );
    }
  }
  for (let i = 0; i < (robot.deniedToday ?? 0); i++)
    rows.push(
      row(new Date(now.getTime() - (i + 1) * 240_000), {
        outcome: "denied",
        reason: "role-too-low",
        granted: [],
        requested: [`repository:${repository}:pull,push`],
        detail: {
          code: "role-too-low",
          region: robot.region,
          namespace: robot.namespace,
          repository,
          action: "push",
          heldRole: "Reader",
          neededRole: "Writer",
        },
      }),
    );
  return rows;
};
