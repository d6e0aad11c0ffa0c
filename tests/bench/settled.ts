import { setTimeout as sleep } from "node:timers/promises";
import { cpuMsOf } from "./load";

/** By then the last of the regular work that follows a start has begun. */
const begunSeconds = 35;
/** Below this much CPU time in a second, so many seconds long, it is over. */
const idleMs = 60;
const idleSeconds = 3;
const settleSecondsMax = 180;

/** Waits until a portal that has just started has nothing left to do. */
export const settled = async (pid: number): Promise<void> => {
  let before = cpuMsOf(pid);
  let idle = 0;
  for (let second = 0; second < settleSecondsMax; second++) {
    await sleep(1000);
    const now = cpuMsOf(pid);
    idle = now - before < idleMs ? idle + 1 : 0;
    before = now;
    if (second >= begunSeconds && idle >= idleSeconds) return;
  }
};
