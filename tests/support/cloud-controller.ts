import { randomUUID } from "node:crypto";
import { serve } from "@hono/node-server";
import { Hono } from "hono";

/** What `cf push` handed over for an image: the Cloud Controller pulls with it. */
export type DockerPackage = { image: string; username?: string; password?: string };
export type CloudController = {
  url: string;
  /** Each package that cf created, oldest first. */
  packages: DockerPackage[];
  /** Paths that cf asked for and that this stand-in doesn't have; empty unless cf has changed. */
  unknown: string[];
  stop(): Promise<void>;
};

const list = (...resources: object[]) => ({
  pagination: { total_results: resources.length, total_pages: 1, next: null },
  resources,
});

/** A token that cf can read: it looks at the claims and does not verify. */
const token = () => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const exp = Math.floor(Date.now() / 1000) + 3600;
  return `${part({ alg: "none" })}.${part({ user_id: "1", user_name: "ci", origin: "uaa", exp, iat: exp - 3600 })}.${part({})}`;
};

/**
 * As much of a Cloud Foundry API (v3, with its UAA and log cache) as `cf push` of an image needs.
 * An app is staged by `pull`, which gets what cf sent; where it throws, so fails the staging.
 */
export const startCloudController = async (
  pull: (sent: DockerPackage) => Promise<void>,
): Promise<CloudController> => {
  const app = new Hono();
  const packages: DockerPackage[] = [];
  const unknown: string[] = [];
  const organization = { guid: randomUUID(), name: "org", relationships: { quota: { data: { guid: "q" } } } };
  const space = {
    guid: randomUUID(),
    name: "space",
    relationships: { organization: { data: { guid: organization.guid } } },
  };
  const apps = new Map<string, { guid: string; name: string; state: string }>();
  let failure: string | undefined;

  const shown = (name: string) => {
    const known = apps.get(name);
    return (
      known && {
        ...known,
        lifecycle: { type: "docker", data: {} },
        metadata: { labels: {}, annotations: {} },
      }
    );
  };
  const shownByGuid = (guid: string) => {
    const known = [...apps.values()].find((one) => one.guid === guid);
    return known && shown(known.name);
  };
  const process = (guid: string) => ({
    guid,
    type: "web",
    command: "",
    instances: 1,
    memory_in_mb: 64,
    disk_in_mb: 64,
    log_rate_limit_in_bytes_per_second: -1,
    health_check: { type: "process", data: {} },
    readiness_health_check: { type: "process", data: {} },
    relationships: { app: { data: { guid } } },
  });

  app.get("/", (c) => {
    const here = new URL(c.req.url).origin;
    const link = { href: here };
    return c.json({
      links: {
        self: link,
        cloud_controller_v2: null,
        cloud_controller_v3: { href: `${here}/v3`, meta: { version: "3.195.0" } },
        login: link,
        uaa: link,
        log_cache: link,
        logging: link,
        network_policy_v1: null,
        network_policy_v0: null,
        app_ssh: null,
        routing: null,
      },
    });
  });
  app.get("/v3", (c) => c.json({ links: { self: { href: c.req.url } } }));
  app.get("/login", (c) => {
    const here = new URL(c.req.url).origin;
    return c.json({
      app: { version: "77.0.0" },
      links: { uaa: here, login: here },
      prompts: { username: ["text", "Email"], password: ["password", "Password"] },
    });
  });
  app.post("/oauth/token", (c) =>
    c.json({ access_token: token(), refresh_token: token(), token_type: "bearer", expires_in: 3599 }),
  );
  app.get("/v3/organizations", (c) => c.json(list(organization)));
  app.get("/v3/spaces", (c) => c.json(list(space)));
  app.get("/v3/apps", (c) => {
    const found = shown(c.req.query("names") ?? "");
    return c.json(list(...(found ? [found] : [])));
  });
  app.post("/v3/spaces/:guid/manifest_diff", (c) => c.json({ diff: [] }, 201));
  app.post("/v3/spaces/:guid/actions/apply_manifest", async (c) => {
    const name = /^ *-? *name: (.*)$/m.exec(await c.req.text())?.[1]?.replace(/^(["'])(.*)\1$/, "$2") ?? "";
    if (!apps.has(name)) apps.set(name, { guid: randomUUID(), name, state: "STOPPED" });
    return c.body(null, 202, { location: `${new URL(c.req.url).origin}/v3/jobs/1` });
  });
  app.get("/v3/jobs/:guid", (c) => c.json({ guid: "1", state: "COMPLETE", errors: [], warnings: [] }));
  app.post("/v3/packages", async (c) => {
    const { data } = (await c.req.json()) as { data: DockerPackage };
    packages.push(data);
    failure = await pull(data).then(
      () => undefined,
      (error: Error) => error.message,
    );
    return c.json({ guid: randomUUID(), type: "docker", state: "READY", data: { image: data.image } }, 201);
  });
  app.get("/v3/packages/:guid", (c) =>
    c.json({ guid: c.req.param("guid"), type: "docker", state: "READY", data: {} }),
  );
  const build = (guid: string) => ({
    guid,
    state: failure ? "FAILED" : "STAGED",
    error: failure ?? null,
    package: { guid: "p" },
    droplet: failure ? null : { guid: "d" },
  });
  app.post("/v3/builds", (c) => c.json(build(randomUUID()), 201));
  app.get("/v3/builds/:guid", (c) => c.json(build(c.req.param("guid"))));
  app.patch("/v3/apps/:guid/relationships/current_droplet", (c) => c.json({ data: { guid: "d" } }));
  for (const action of ["start", "restart", "stop"]) {
    app.post(`/v3/apps/:guid/actions/${action}`, (c) => {
      const known = [...apps.values()].find(({ guid }) => guid === c.req.param("guid"));
      if (known) known.state = action === "stop" ? "STOPPED" : "STARTED";
      return c.json(shownByGuid(c.req.param("guid")));
    });
  }
  app.get("/v3/apps/:guid", (c) => c.json(shownByGuid(c.req.param("guid"))));
  app.get("/v3/apps/:guid/processes", (c) => c.json(list(process(c.req.param("guid")))));
  app.get("/v3/apps/:guid/processes/:type", (c) => c.json(process(c.req.param("guid"))));
  app.get("/v3/processes/:guid", (c) => c.json(process(c.req.param("guid"))));
  app.get("/v3/processes/:guid/stats", (c) =>
    c.json({
      resources: [
        {
          type: "web",
          index: 0,
          state: "RUNNING",
          uptime: 1,
          routable: true,
          usage: { cpu: 0, mem: 1, disk: 1, log_rate: 0 },
          mem_quota: 1024,
          disk_quota: 1024,
          log_rate_limit: -1,
          instance_ports: [],
        },
      ],
    }),
  );
  app.get("/v3/deployments", (c) => c.json(list()));
  app.get("/v3/processes/:guid/sidecars", (c) => c.json(list()));
  app.get("/v3/apps/:guid/routes", (c) => c.json(list()));
  const droplet = () => ({
    guid: "d",
    state: "STAGED",
    created_at: "2026-01-01T00:00:00Z",
    lifecycle: { type: "docker", data: {} },
    image: packages.at(-1)?.image ?? "",
  });
  app.get("/v3/droplets/:guid", (c) => c.json(droplet()));
  app.get("/v3/apps/:guid/droplets/current", (c) => c.json(droplet()));
  app.get("/v3/apps/:guid/permissions", (c) => c.json({ read_basic_data: true, read_sensitive_data: true }));
  app.get("/v3/apps/:guid/features/:name", (c) => c.json({ name: c.req.param("name"), enabled: false }));
  app.get("/api/v1/info", (c) => c.json({ version: "3.0.0", vm_uptime: "1" }));
  app.get("/api/v1/read/:guid", (c) => c.json({ envelopes: { batch: [] } }));
  app.notFound((c) => {
    unknown.push(`${c.req.method} ${new URL(c.req.url).pathname}`);
    return c.json({ errors: [{ code: 10000, title: "CF-NotFound", detail: `Unknown: ${c.req.path}` }] }, 404);
  });

  const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 });
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("the stand-in has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    packages,
    unknown,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
};
