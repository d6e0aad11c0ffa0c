import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { Deployment } from "kubernetes-models/apps/v1/Deployment";
import { Ingress } from "kubernetes-models/networking.k8s.io/v1/Ingress";
import { ConfigMap } from "kubernetes-models/v1/ConfigMap";
import { Service } from "kubernetes-models/v1/Service";
import { describe, expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { readConfig } from "@/lib/platform/config";
import { client } from "@/tests/support/clients";

const kubectl = client("kubectl");
const models = { ConfigMap, Deployment, Ingress, Service };
type Kind = keyof typeof models;
type Manifest = { kind: Kind; metadata: { name: string; namespace: string }; [part: string]: unknown };

/** What an operator sets beside the manifests, as their comments say. */
const secret = {
  WHARFKEY_SECRET: "a secret that is long enough 0123456789",
  DATABASE_URL: "postgresql://wharfkey:x@postgres:5432/wharfkey",
  DATABASE_MIGRATION_URL: "postgresql://postgres:x@postgres:5432/wharfkey",
};

describe.skipIf(!kubectl)("deploy/kubernetes, as kubectl builds it", () => {
  const built = kubectl
    ? execFileSync(kubectl, ["kustomize", "deploy/kubernetes"], { encoding: "utf8" })
    : "";
  const manifests = parseAllDocuments(built).map((document) => document.toJS() as Manifest);
  const of = (kind: Kind) => manifests.filter((one) => one.kind === kind);
  // biome-ignore lint/suspicious/noExplicitAny: read below as the schemas, which hold by then, have it
  const deployments = of("Deployment") as any[];

  test("holds what Kubernetes' schemas allow, all of it in one namespace", () => {
    expect(manifests.map(({ kind, metadata }) => `${kind} ${metadata.namespace}`).sort()).toEqual([
      ...["ConfigMap wharfkey", "Deployment wharfkey", "Deployment wharfkey"],
      ...["Ingress wharfkey", "Service wharfkey", "Service wharfkey"],
    ]);
    for (const manifest of manifests) {
      const Model = models[manifest.kind] as new (data: unknown) => { validate(): void };
      new Model(manifest).validate();
      expect(() => new Model({ ...manifest, spec: "x", data: "x" }).validate()).toThrow();
    }
  });

  test("runs the operator's image with settings that the portal takes, in both roles", () => {
    const [settings] = of("ConfigMap");
    const roles = deployments.map(({ spec }) => {
      const [container] = spec.template.spec.containers;
      expect(container.image).toBe("registry.example.com/platform/wharfkey:0.1.0");
      expect(container.envFrom).toEqual([
        { configMapRef: { name: settings?.metadata.name } },
        { secretRef: { name: "wharfkey" } },
      ]);
      const own = Object.fromEntries(
        container.env.map(({ name, value }: { name: string; value: string }) => [name, value]),
      );
      const config = readConfig({ ...secret, ...(settings?.data as Record<string, string>), ...own });
      expect([config.url, config.host, config.port]).toEqual([
        ...["https://keys.example.com", "0.0.0.0", container.ports[0].containerPort],
      ]);
      return config.role;
    });
    expect(roles.sort()).toEqual(["portal", "token"]);
  });

  test("leads every path to a service that selects its processes", () => {
    // biome-ignore lint/suspicious/noExplicitAny: as above
    const services = of("Service") as any[];
    for (const { spec } of services) {
      const selected = deployments.filter((one) =>
        Object.entries(spec.selector).every(
          ([name, value]) => one.spec.template.metadata.labels[name] === value,
        ),
      );
      expect(selected.length).toBe(1);
      const ports = selected[0].spec.template.spec.containers[0].ports;
      expect(ports.map(({ name }: { name: string }) => name)).toContain(spec.ports[0].targetPort);
    }
    // biome-ignore lint/suspicious/noExplicitAny: as above
    const [ingress] = of("Ingress") as any[];
    const leads = ingress.spec.rules[0].http.paths.map(
      // biome-ignore lint/suspicious/noExplicitAny: as above
      ({ path, backend }: any) => `${path} ${backend.service.name} ${backend.service.port.name}`,
    );
    expect(leads).toEqual([
      ...["/oauth/ wharfkey-token http", "/identity/ wharfkey-token http", "/registry/ wharfkey-token http"],
      "/ wharfkey-portal http",
    ]);
    expect(services.map((one) => `${one.metadata.name} ${one.spec.ports[0].name}`).sort()).toEqual([
      ...["wharfkey-portal http", "wharfkey-token http"],
    ]);
  });
});

describe("deploy/compose.yaml", () => {
  const compose = parse(readFileSync("deploy/compose.yaml", "utf8"));
  const outside = {
    WHARFKEY_URL: "https://keys.example.com",
    WHARFKEY_SECRET: secret.WHARFKEY_SECRET,
    ...{ WHARFKEY_DB_PASSWORD: "one", POSTGRES_PASSWORD: "two" },
  };
  /** `${NAME:?why}` must be set, `${NAME:-}` may be. @see https://docs.docker.com/reference/compose-file/interpolation */
  const filled = (text: string): string =>
    text.replace(/\$\{(\w+):([?-])[^}]*\}/g, (_, name: keyof typeof outside, kind: string) => {
      if (kind === "?") expect(Object.keys(outside)).toContain(name);
      return outside[name] ?? "";
    });

  test("gives the portal settings that it takes, and names nothing that isn't there", () => {
    const { portal, postgres } = compose.services;
    const environment = Object.entries(portal.environment as Record<string, string>);
    const config = readConfig(Object.fromEntries(environment.map(([name, value]) => [name, filled(value)])));
    expect(config.databaseUrl).toBe("postgresql://wharfkey:one@postgres:5432/wharfkey");
    expect(config.databaseMigrationUrl).toBe("postgresql://postgres:two@postgres:5432/wharfkey");
    expect(portal.ports).toEqual([`127.0.0.1:3000:${config.port}`]);
    expect(Object.keys(portal.depends_on)).toEqual(["postgres"]);
    expect(postgres.environment.POSTGRES_DB).toBe("wharfkey");
    const volumes = [portal, postgres].flatMap((service) =>
      service.volumes.map((one: string) => one.split(":")[0]),
    );
    expect(volumes).toEqual(Object.keys(compose.volumes));
    expect(postgres.configs.map(({ source }: { source: string }) => source)).toEqual(
      Object.keys(compose.configs),
    );
    expect(readFileSync(portal.build.dockerfile, "utf8")).toMatch(/^FROM node:/m);
  });
});
