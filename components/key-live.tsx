"use client";

import type { UsageItem } from "@/lib/domain/usage";
import { LiveEvents } from "./live-events";
import { LiveLine } from "./live-line";
import type { RegionChoice } from "./region-name";
import { useLiveUses } from "./use-live-uses";

type KeyLiveProps = {
  apikeyId: string;
  /** The newest uses, so that the state is there before any script runs. */
  known: readonly UsageItem[];
  regions: readonly RegionChoice[];
  /** Hosts at which a login with this key leads to something. */
  hosts: readonly string[];
};

/** On a key's page: whether it works, and what it does, as it happens. */
export function KeyLive({ apikeyId, known, regions, hosts }: KeyLiveProps) {
  const live = useLiveUses(apikeyId, known);
  return (
    <div className="mb-4 grid items-start gap-4 lg:grid-cols-[minmax(0,1.6fr)_minmax(0,1fr)]">
      <LiveLine
        className="rounded-panel border border-line shadow-1"
        live={live}
        regions={regions}
        hosts={hosts}
        denialsHref={null}
      />
      <LiveEvents live={live} latest />
    </div>
  );
}
