import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

type Stored = { kind: string; metadata: { name: string }; [field: string]: unknown };

/** As much of a Kubernetes API as kubectl needs to make a secret and to patch a service account. */
export type KubernetesApi = {
  /** A kubeconfig that leads here. */
  kubeconfig: string;
  /** What was made, by kind and name. */
  objects: Map<string, Stored>;
  stop(): Promise<void>;
};

const verbs = ["create", "get", "patch"];
const resources = [
  { name: "secrets", singularName: "secret", namespaced: true, kind: "Secret", verbs },
  {
    name: "serviceaccounts",
    singularName: "serviceaccount",
    namespaced: true,
    kind: "ServiceAccount",
    verbs,
  },
];
const discovery: Record<string, object> = {
  "/api": { kind: "APIVersions", versions: ["v1"] },
  "/apis": { kind: "APIGroupList", apiVersion: "v1", groups: [] },
  "/api/v1": { kind: "APIResourceList", groupVersion: "v1", resources },
};

/** The length-delimited fields of a protobuf message, by number; Kubernetes' own messages here have no others. */
const fieldsOf = (message: Buffer): Map<number, Buffer[]> => {
  const fields = new Map<number, Buffer[]>();
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = message[at++] ?? 0;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < message.length) {
    const number = varint() >> 3;
    const length = varint();
    fields.set(number, [...(fields.get(number) ?? []), message.subarray(at, at + length)]);
    at += length;
  }
  return fields;
};

/** A secret as kubectl sends it: `k8s\0`, then an envelope whose second field is the object. */
const secretOf = (body: Buffer): Stored => {
  const [object = Buffer.alloc(0)] = fieldsOf(body.subarray(4)).get(2) ?? [];
  const secret = fieldsOf(object);
  const text = (part?: Buffer) => part?.toString() ?? "";
  const [metadata = Buffer.alloc(0)] = secret.get(1) ?? [];
  const data = (secret.get(2) ?? []).map((entry) => {
    const pair = fieldsOf(entry);
    return [text(pair.get(1)?.[0]), pair.get(2)?.[0]?.toString("base64")];
  });
  return {
    kind: "Secret",
    apiVersion: "v1",
    metadata: { name: text(fieldsOf(metadata).get(1)?.[0]) },
    data: Object.fromEntries(data),
    type: text(secret.get(3)?.[0]),
  };
};

const bodyOf = async (request: IncomingMessage) => {
  const body = await buffer(request);
  if (request.headers["content-type"]?.includes("protobuf")) return secretOf(body);
  return body.length > 0 ? JSON.parse(body.toString()) : {};
};

/** Starts it on a free port of the loopback. A patch is merged as a service account's lists are: by name. */
export const startKubernetesApi = async (): Promise<KubernetesApi> => {
  const objects = new Map<string, Stored>();
  objects.set("serviceaccounts/default", {
    kind: "ServiceAccount",
    apiVersion: "v1",
    metadata: { name: "default" },
    imagePullSecrets: [{ name: "older" }],
  });
  const answer = async (request: IncomingMessage): Promise<[number, object]> => {
    const url = new URL(request.url ?? "", "http://localhost");
    const known = discovery[url.pathname];
    if (known) return [200, known];
    const [, kind = "", name] =
      /^\/api\/v1\/namespaces\/default\/([a-z]+)(?:\/(.+))?$/.exec(url.pathname) ?? [];
    const body = await bodyOf(request);
    if (request.method === "POST") {
      objects.set(`${kind}/${body.metadata.name}`, body);
      return [201, body];
    }
    const found = objects.get(`${kind}/${name}`);
    if (!found)
      return [404, { kind: "Status", apiVersion: "v1", status: "Failure", reason: "NotFound", code: 404 }];
    if (request.method === "PATCH") {
      const type = request.headers["content-type"];
      if (type !== "application/strategic-merge-patch+json") throw new Error(`unexpected patch ${type}`);
      found.imagePullSecrets = [...(found.imagePullSecrets as object[]), ...body.imagePullSecrets];
    }
    return [200, found];
  };
  const server = createServer((request, response) => {
    answer(request).then(
      ([status, body]) =>
        response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body)),
      (error) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const kubeconfig = JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "test", cluster: { server: `http://127.0.0.1:${port}` } }],
    users: [{ name: "test", user: {} }],
    contexts: [{ name: "test", context: { cluster: "test", user: "test" } }],
    "current-context": "test",
  });
  return {
    kubeconfig,
    objects,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
};
