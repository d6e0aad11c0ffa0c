"use client";

import { ShieldAlert, ShieldCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { ChainProblem } from "@/lib/domain/chain-walk";
import { Button } from "./ui/button";
import { Note } from "./ui/note";
import { type FormAction, useActionForm } from "./use-action-form";
import { useFormat } from "./use-format";
import { Ago } from "./use-stamp";

export type ChainView =
  | { ok: true; seq: number; hash: string; at: string }
  | { ok: false; seq: number; problem: ChainProblem["problem"]; at: string };

type AuditChainProps = {
  state: ChainView;
  scope: "account" | "site";
  /** Verifies from the beginning. */
  verify: FormAction<ChainView>;
};

/** Whether the record is as it was written, and since when that is known. */
export function AuditChain({ state: known, scope, verify }: AuditChainProps) {
  const t = useTranslations("audit.chain");
  const format = useFormat();
  const { state: answer, form, pending, failure } = useActionForm(verify);
  const state = answer.status === "ok" ? answer.data : known;
  const again = (
    <form {...form}>
      <input type="hidden" name="scope" value={scope} />
      <Button type="submit" size="s" loading={pending}>
        {t("again")}
      </Button>
    </form>
  );
  if (!state.ok)
    return (
      <div role="alert" className="flex gap-3 rounded-panel border border-bad-line bg-bad-soft px-4 py-3">
        <ShieldAlert size={18} aria-hidden className="mt-0.5 text-bad" />
        <div className="min-w-0 flex-1">
          <p className="font-semibold">
            {t("broken", { seq: format.number(state.seq), problem: t(`problems.${state.problem}`) })}
          </p>
          <p className="text-ink-2">{t("brokenNext")}</p>
        </div>
        {again}
      </div>
    );
  return (
    <>
      <div
        role="status"
        title={t("tail")}
        className="flex min-h-[38px] flex-wrap items-center gap-x-3 gap-y-1 rounded-panel border border-ok-line bg-ok-soft px-4 py-1"
      >
        <ShieldCheck size={16} aria-hidden className="text-ok" />
        <span className="min-w-0 flex-[1_1_200px]">
          {state.seq === 0
            ? t.rich("empty", { b: bold })
            : t.rich("verified", {
                b: bold,
                seq: format.number(state.seq),
                when: () => <Ago at={state.at} />,
              })}
        </span>
        {state.seq > 0 && (
          <span className="mono text-ink-2" title={state.hash}>
            {t("head", { hash: `${state.hash.slice(0, 8)}…${state.hash.slice(-4)}` })}
          </span>
        )}
        {again}
      </div>
      {failure() && (
        <Note tone="warn" role="alert" className="mt-2">
          {failure()}
        </Note>
      )}
    </>
  );
}

const bold = (words: ReactNode) => <b className="font-semibold text-ok">{words}</b>;
