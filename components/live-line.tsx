"use client";

import clsx from "clsx";
import { Check, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useId } from "react";
import { liveState } from "@/lib/domain/live-use";
import { LiveDeniedCommand, LiveDeniedWords, LiveFailedCommand, LiveFailedWords } from "./live-denied";
import { LiveWaiting } from "./live-waiting";
import type { RegionChoice } from "./region-name";
import { announce } from "./ui/announce";
import { ButtonLink } from "./ui/button-link";
import type { Live } from "./use-live-uses";
import { useLiveWords } from "./use-live-words";

type LiveLineProps = {
  live: Live;
  regions: readonly RegionChoice[];
  /** Hosts at which a login with this key leads to something, for who waits too long. */
  hosts: readonly string[];
  /** Where the key's denials are listed; null where the reader is there already. */
  denialsHref: string | null;
  /** Further buttons. */
  actions?: ReactNode;
  className?: string;
};

const looks = {
  waiting: { box: "bg-surface", title: "text-ink" },
  verified: { box: "bg-ok-soft inset-ring inset-ring-ok-line", title: "text-ok" },
  denied: { box: "bg-warn-soft inset-ring inset-ring-warn-line", title: "text-warn" },
  failed: { box: "bg-warn-soft inset-ring inset-ring-warn-line", title: "text-warn" },
};

/** Waits for a key's first login and shows it the moment it is seen, or why it was denied. */
export function LiveLine({ live, regions, hosts, denialsHref, actions, className }: LiveLineProps) {
  const t = useTranslations("live");
  const words = useLiveWords();
  const id = useId();
  const state = liveState(live.uses, live.failed);
  const waiting = state.kind === "waiting";
  useEffect(() => {
    // What stands in a status from the beginning isn't read out by itself.
    if (waiting) announce(`${t("waiting.title")} ${t("waiting.text")}`);
  }, [waiting, t]);
  return (
    <section
      aria-labelledby={id}
      data-state={state.kind}
      className={clsx(
        "grid grid-cols-[24px_minmax(0,1fr)] items-center gap-x-3.5 gap-y-2.5 p-4 transition-colors duration-240 md:grid-cols-[24px_minmax(0,1fr)_auto] md:p-5",
        looks[state.kind].box,
        className,
      )}
    >
      <Mark kind={state.kind} />
      <div className="min-w-0">
        <div role="status" aria-live="polite" aria-atomic="true">
          <h2
            id={id}
            className={clsx("font-[560] text-step leading-6 tracking-[-.014em]", looks[state.kind].title)}
          >
            {waiting && t("waiting.title")}
            {state.kind === "verified" && words.verified(state.use)}
            {state.kind === "denied" && words.denied(state.use)}
            {state.kind === "failed" && t("failed.title")}
          </h2>
          {waiting && <p className="text-ink-3">{t("waiting.text")}</p>}
          {state.kind === "verified" && <p className="text-ink-2">{words.when(state.use)}</p>}
          {state.kind === "denied" && <LiveDeniedWords use={state.use} />}
          {state.kind === "failed" && <LiveFailedWords failed={state.failed} />}
        </div>
        {waiting && live.connection === "open" && <LiveWaiting hosts={hosts} />}
        {live.connection === "paused" && <p className="mt-1 text-meta text-warn">{t("paused")}</p>}
      </div>
      <div className="col-span-full flex flex-wrap items-center gap-2 max-md:order-last max-md:*:flex-1 md:col-span-1">
        {waiting && denialsHref && (
          <ButtonLink size="s" href={denialsHref}>
            {t("waiting.checkDenials")}
          </ButtonLink>
        )}
        {state.kind === "denied" && state.use.request_id && (
          <ButtonLink size="s" href={`/denials/${state.use.request_id}`}>
            {t("denied.why")}
          </ButtonLink>
        )}
        {actions}
      </div>
      {state.kind === "denied" && (
        <LiveDeniedCommand use={state.use} regions={regions} className="col-span-full md:col-start-2" />
      )}
      {state.kind === "failed" && (
        <LiveFailedCommand failed={state.failed} regions={regions} className="col-span-full md:col-start-2" />
      )}
    </section>
  );
}

function Mark({ kind }: { kind: keyof typeof looks }) {
  if (kind === "waiting")
    return (
      <span aria-hidden="true" className="grid place-items-center">
        <i className="size-2.5 animate-live rounded-full bg-accent" />
      </span>
    );
  const Icon = kind === "verified" ? Check : X;
  return (
    <span
      aria-hidden="true"
      className={clsx(
        "grid size-6 place-items-center rounded-full text-surface",
        kind === "verified" ? "bg-ok" : "bg-warn",
      )}
    >
      <Icon size={14} strokeWidth={2.6} />
    </span>
  );
}
