import { expect, test } from "vitest";
import { createUsageSignal } from "@/lib/platform/usage-signal";
import { testRuntime } from "@/tests/support/runtime";

const shared = testRuntime();

test("ends also while its connection is still being made", async () => {
  const { pool, log } = shared.runtime;
  const signal = createUsageSignal(shared.urls.appUrl, pool, log);
  await signal.close();
  const { rows } = await pool.query(
    "SELECT count(*)::int AS left FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'wharfkey-listen'",
  );
  expect(rows).toEqual([{ left: 1 }]); // the runtime's own
});
