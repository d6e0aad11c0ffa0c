import { expect, test } from "vitest";
import { findOnPath } from "@/scripts/lib/executables";
import { clientHome } from "@/tests/support/client-home";
import { keyOf, protocolServer } from "@/tests/support/rest";
import { testRuntime } from "@/tests/support/runtime";

/** Built from tests/interop/go with IBM's Go SDK core, which `npm run test:interop` does. */
const program = findOnPath("ibm-go-sdk");
const portal = testRuntime();
const server = protocolServer();

test.skipIf(!program)("IBM's Go SDK core signs in, parses every date and reads every refusal", async () => {
  const { administrator } = portal;
  const home = clientHome();
  const env = {
    WHARFKEY_URL: server.url,
    WHARFKEY_APIKEY: await keyOf(administrator),
    WHARFKEY_ACCOUNT: administrator.accountId,
    WHARFKEY_IAM_ID: administrator.iamId,
  };
  const { output, code } = await home.run(program ?? "", [], { env });
  home.remove();
  expect([code, output]).toEqual([0, "OK\n"]);
});
