import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { openApiDocument } from "@/lib/protocols/rest-apis";
import { clientHome } from "@/tests/support/client-home";
import { accessTokenOf, keyOf, protocolServer } from "@/tests/support/rest";
import { testRuntime } from "@/tests/support/runtime";

/** schemathesis, which `npm run test:interop` installs. */
const schemathesis = process.env.WHARFKEY_TEST_SCHEMATHESIS;
const portal = testRuntime();
const server = protocolServer();
const checks = [
  "not_a_server_error",
  "status_code_conformance",
  "content_type_conformance",
  "response_schema_conformance",
];

test.skipIf(!schemathesis)(
  "schemathesis finds no failure, no undocumented status and no answer beside its schema in /openapi.json",
  async () => {
    const home = clientHome();
    const document = path.join(home.dir, "openapi.json");
    writeFileSync(document, JSON.stringify(openApiDocument()));
    const token = await accessTokenOf(await keyOf(portal.administrator));
    const args = ["--url", server.url, "--checks", checks.join(","), "--seed", "1", "--max-examples", "20"];
    const { code, output } = await home.run(schemathesis ?? "", [
      ...["run", document, ...args, "--header", `Authorization: Bearer ${token}`],
      // It never ends by itself.
      ...["--exclude-path", "/api/v1/usage/stream", "--phases", "examples,coverage,fuzzing", "--no-color"],
      ...["--suppress-health-check", "all", "--request-timeout", "20", "--warnings", "off"],
    ]);
    home.remove();
    expect(code, output.slice(-20_000)).toBe(0);
  },
  600_000,
);
