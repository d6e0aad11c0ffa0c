"use client";

import { CircleCheck, CircleX, PlugZap, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ConnectionCheck as Check, ConnectionResult } from "@/lib/domain/connection-check";
import { Button } from "./ui/button";
import { CircleDashed } from "./ui/circle-dashed";
import { Note } from "./ui/note";
import { Panel } from "./ui/panel";
import { StatusText } from "./ui/tag";
import { type FormAction, problemOf, useSend } from "./use-action-form";
import { useFormat } from "./use-format";
import { useReachable } from "./use-reachable";

type ConnectionCheckProps = {
  regionId: string;
  /** The region's name in the reader's language. */
  name: string;
  /** Gets `regionId`. */
  action: FormAction<Check>;
};

/** The button that does with a region's registry what clients do, and what each step found. */
export function ConnectionCheck({ regionId, name, action }: ConnectionCheckProps) {
  const t = useTranslations("connection");
  const format = useFormat();
  const send = useSend();
  const reachable = useReachable();
  const [running, setRunning] = useState(false);
  const [found, setFound] = useState<Check>();
  const [problem, setProblem] = useState<string>();
  const run = async () => {
    setRunning(true);
    setProblem(undefined);
    const state = await send(reachable(action), { regionId });
    setRunning(false);
    setProblem(problemOf(state));
    if (state.status === "ok") setFound(state.data);
  };
  const faults = found?.results.filter(({ state }) => state === "fault").length ?? 0;
  return (
    <Panel
      id="connection"
      title={t("action")}
      actions={
        <Button size="s" icon={<PlugZap aria-hidden />} loading={running} onClick={run}>
          {t(found ? "again" : "action")}
        </Button>
      }
      {...(found && { footer: t("checkedAt", { when: format.dateTime(found.at) }) })}
    >
      <p className="px-4 pt-3 pb-2 text-ink-3">{t("lead")}</p>
      <div role="status" className="px-4 pb-3">
        {running && <p className="text-ink-3">{t("running", { name })}</p>}
        {!running && problem && <Note tone="bad">{problem}</Note>}
        {!running && found && (
          <Note tone={faults > 0 ? "bad" : "ok"}>
            {faults > 0 ? t("faults", { count: faults, name }) : t("ok", { name })}
          </Note>
        )}
      </div>
      {found && (
        <ol aria-label={t("result")} className={running ? "opacity-60" : undefined}>
          {found.results.map((result) => (
            <Result key={result.step} result={result} />
          ))}
        </ol>
      )}
    </Panel>
  );
}

const looks = {
  ok: { tone: "ok", Icon: CircleCheck },
  warn: { tone: "warn", Icon: TriangleAlert },
  fault: { tone: "bad", Icon: CircleX },
  skipped: { tone: "off", Icon: CircleDashed },
} as const;

function Result({ result: { step, state, fault, values } }: { result: ConnectionResult }) {
  const t = useTranslations("connection");
  const { tone, Icon } = looks[state];
  return (
    <li
      data-step={step}
      className="grid gap-x-4 gap-y-0.5 border-line border-t px-4 py-2.5 md:grid-cols-[124px_minmax(0,1fr)]"
    >
      <StatusText tone={tone} icon={<Icon aria-hidden />}>
        {t(`states.${state}`)}
      </StatusText>
      <div className="wrap-anywhere min-w-0">
        <h3 className="font-semibold">{t(`steps.${step}`)}</h3>
        {fault ? (
          <>
            <p className="text-ink-2">{t(`faultsBy.${fault}.what`, values)}</p>
            <p className="mt-1 text-ink-2">
              <b className="font-semibold">{t("mend")}:</b> {t(`faultsBy.${fault}.mend`, values)}
            </p>
          </>
        ) : (
          <p className="text-ink-3">{state === "skipped" ? t("skipped") : t(`good.${step}`, values)}</p>
        )}
      </div>
    </li>
  );
}
