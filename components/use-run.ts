"use client";

import { useTransition } from "react";
import { toast } from "./ui/toaster";
import { type FormAction, problemOf, useSend } from "./use-action-form";
import { useReachable } from "./use-reachable";

/** Runs what needs no question: says what was done, or why it wasn't. */
export function useRun() {
  const send = useSend();
  const reachable = useReachable();
  const [, startTransition] = useTransition();
  return (action: FormAction<unknown>, fields: Record<string, string>, done: string) =>
    startTransition(async () => {
      const problem = problemOf(await send(reachable(action), fields));
      toast(problem ?? done, problem ? "bad" : "ok");
    });
}
