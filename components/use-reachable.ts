"use client";

import { unstable_rethrow } from "next/navigation";
import { useTranslations } from "next-intl";
import type { FormAction } from "./use-action-form";

/** Makes an unreachable server one of an action's answers, so that the page with what was typed stays. */
export function useReachable(): <T>(action: FormAction<T>) => FormAction<T> {
  const t = useTranslations("common");
  return (action) => async (previous, form) => {
    try {
      return await action(previous, form);
    } catch (error) {
      unstable_rethrow(error);
      return { status: "failed", code: "unreachable", reason: "unreachable", message: t("unreachable") };
    }
  };
}
