import { setTimeout as sleep } from "node:timers/promises";
import { temporaryDataDir } from "@/scripts/lib/temporary-data-dir";
import { builtPortal, startPortal } from "@/tests/support/portal";
import { memoryOf } from "./export";
import { atMost, type Measurement, median } from "./measurement";

const starts = 5;
const idleSeconds = 40;

/** A portal with pages on its own database: from its start to being ready, and what it holds when nobody comes. */
export const portalProcess: Measurement = {
  name: "process",
  async run() {
    const dataDir = temporaryDataDir("bench-process");
    const env = { WHARFKEY_ROLE: "all", WHARFKEY_DATA_DIR: dataDir };
    const times: number[] = [];
    let portal = await startPortal(env, builtPortal);
    for (let round = 0; round < starts; round++) {
      await portal.kill("SIGTERM");
      const began = performance.now();
      portal = await startPortal(env, builtPortal);
      times.push((performance.now() - began) / 1000);
    }
    try {
      // Past the regular work that follows a start.
      await sleep(idleSeconds * 1000);
      const { now } = memoryOf(portal.pid);
      return [
        atMost("warm start, median", median(times), 3, `${median(times).toFixed(1)} s`, " s"),
        atMost("memory of an idle portal", now, 300, `${now.toFixed(0)} MB`, " MB"),
      ];
    } finally {
      await portal.stop();
    }
  },
};
