import { setFlagsFromString } from "node:v8";

/** Says that long work begins; what it gives ends it. */
export type SmallHeap = () => () => void;

/**
 * Garbage may quadruple Node's heap before it is collected. While long work runs that nobody waits for, it is collected
 * early instead, so that memory stays small; pages would be slower for it.
 */
export const createSmallHeap = (): SmallHeap => {
  let works = 0;
  return () => {
    if (works++ === 0) setFlagsFromString("--heap-growing-percent=20");
    let ended = false;
    return () => {
      if (!ended && --works === 0) setFlagsFromString("--heap-growing-percent=0");
      ended = true;
    };
  };
};
