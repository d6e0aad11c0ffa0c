import path from "node:path";
import { expect, test } from "vitest";
import { clientHome } from "@/tests/support/client-home";
import { keyOf, protocolServer } from "@/tests/support/rest";
import { testRuntime } from "@/tests/support/runtime";

/** Python with IBM's SDK, which `npm run test:interop` installs. */
const python = process.env.WHARFKEY_TEST_PYTHON;
const portal = testRuntime();
const server = protocolServer();

test.skipIf(!python)(
  "IBM's Python SDK works with only its URL changed: every operation, whole bodies",
  async () => {
    const { administrator, runtime } = portal;
    const home = clientHome();
    const suite = path.join(import.meta.dirname, "python/ibm_sdk.py");
    const env = {
      WHARFKEY_URL: server.url,
      WHARFKEY_PUBLIC_URL: runtime.config.url,
      WHARFKEY_APIKEY: await keyOf(administrator),
      WHARFKEY_ACCOUNT: administrator.accountId,
      WHARFKEY_IAM_ID: administrator.iamId,
      PYTHONDONTWRITEBYTECODE: "1",
    };
    const { output, code } = await home.run(python ?? "", [suite, "--verbose"], { env });
    home.remove();
    expect([code, output]).toEqual([0, expect.stringMatching(/^Ran [1-9]\d* tests.*\n\nOK\n/m)]);
  },
);
