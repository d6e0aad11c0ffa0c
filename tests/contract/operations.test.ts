import { expect, test } from "vitest";
import { clientAddressHeader } from "@/lib/platform/client-address";
import { createProtocols } from "@/lib/protocols/app";
import { testRuntime } from "@/tests/support/runtime";

testRuntime({ WHARFKEY_METRICS_TOKEN: "prometheus-token" });
const app = createProtocols();
const get = (path: string, headers: Record<string, string> = {}) =>
  app.request(`http://localhost${path}`, { headers: { [clientAddressHeader]: "127.0.0.1", ...headers } });

test("health is up and ready", async () => {
  expect(await (await get("/healthz")).json()).toEqual({ status: "up" });
  expect(await (await get("/readyz")).json()).toEqual({ status: "ready" });
});

test("metrics count credential requests by status, for the holder of the token alone", async () => {
  expect((await get("/metrics")).status).toBe(401);
  expect((await get("/metrics", { authorization: "Bearer wrong" })).status).toBe(401);
  await get("/oauth/token?service=de.registry", { authorization: "Basic eDp5" });
  const response = await get("/metrics", { authorization: "Bearer prometheus-token" });
  expect(response.status).toBe(200);
  expect(await response.text()).toContain(
    'wharfkey_credential_requests_total{endpoint="/oauth/token",status="401"} 1',
  );
});

test("a machine's path that isn't there is a JSON 404", async () => {
  const response = await get("/v1/nothing");
  expect([response.status, await response.json()]).toEqual([
    404,
    {
      errors: [{ code: "not_found", message: "There is nothing at /v1/nothing.", details: "" }],
      status_code: 404,
      trace: expect.stringMatching(/^[0-9a-f-]{36}$/),
    },
  ]);
});
