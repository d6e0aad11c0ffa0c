"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import type { BulkProgress, BulkServerActions } from "./inventory-bulk";
import { type FormAction, type FormState, problemOf, useSend } from "./use-action-form";
import { useReachable } from "./use-reachable";

/** What an undo has done so far: keys as before, and keys that were changed since. */
export type Undone = { restored: number; left: number };

/** How far a bulk change, or its undo, has come, in a sentence. */
export function useBulkWords() {
  const t = useTranslations("inventory.bulk");
  return ({
    progress,
    running,
    undone,
  }: {
    progress: BulkProgress;
    running: boolean;
    undone?: Undone | undefined;
  }) => {
    const { action, changed, total, ended } = progress;
    if (undone)
      return [
        t("undone", { count: undone.restored }),
        undone.left > 0 && t("undoneLeft", { count: undone.left }),
      ]
        .filter(Boolean)
        .join(" ");
    if (ended) return t(`done.${action}`, { count: changed });
    return running ? t("running", { done: changed, total }) : t("stopped", { count: changed });
  };
}

/** Drives a bulk change batch by batch until it ends or someone stops it. */
export function useBulk(actions: BulkServerActions, begun?: BulkProgress) {
  const send = useSend();
  const reachable = useReachable();
  const [progress, setProgress] = useState(begun);
  const [running, setRunning] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [undone, setUndone] = useState<Undone>();
  const stopped = useRef(false);
  const call = async <T>(action: FormAction<T>, fields: Record<string, string>): Promise<T | undefined> => {
    const state: FormState<T> = await send(reachable(action), fields);
    setProblem(problemOf(state));
    return state.status === "ok" ? state.data : undefined;
  };
  const proceed = async (from: BulkProgress) => {
    stopped.current = false;
    setRunning(true);
    let now: BulkProgress | undefined = from;
    while (now && !now.ended && !stopped.current) {
      now = await call(actions.proceed, { id: from.id });
      if (now) setProgress(now);
    }
    setRunning(false);
  };
  return {
    progress,
    running,
    problem,
    undone,
    load: (fields: Record<string, string>) => call(actions.preview, fields),
    async start(fields: Record<string, string>) {
      setRunning(true);
      const begun = await call(actions.start, fields);
      if (begun) setProgress(begun);
      if (begun) await proceed(begun);
      else setRunning(false);
    },
    proceed,
    stop() {
      stopped.current = true;
    },
    async undo({ id }: BulkProgress) {
      setRunning(true);
      const sum = { restored: 0, left: 0 };
      for (;;) {
        const step = await call(actions.undo, { id });
        if (!step) break;
        sum.restored += step.restored;
        sum.left += step.left;
        setUndone({ ...sum });
        if (step.ended) break;
      }
      setRunning(false);
      return sum;
    },
  };
}
