"use client";

import type { ReactNode } from "react";
import type { FailedAttempts } from "@/lib/domain/live-use";
import type { UsageItem } from "@/lib/domain/usage";
import { LiveEvents } from "./live-events";
import { LiveLine } from "./live-line";
import type { RegionChoice } from "./region-name";
import { useLiveUses } from "./use-live-uses";

type KeyLiveProps = {
  apikeyId: string;
  /** The newest uses and failed attempts, so that the state is there before any script runs. */
  known: { uses: readonly UsageItem[]; failed: FailedAttempts | null };
  regions: readonly RegionChoice[];
  /** Hosts at which a login with this key leads to something. */
  hosts: readonly string[];
  /** What else there is to know of the key, below the live parts of each column. */
  left: ReactNode;
  right: ReactNode;
};

/** On a key's page: whether it works, and what it does, as it happens. */
export function KeyLive({ apikeyId, known, regions, hosts, left, right }: KeyLiveProps) {
  const live = useLiveUses(apikeyId, known);
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
      <div className="flex min-w-0 flex-col gap-4">
        <LiveLine
          className="rounded-panel border border-line shadow-1"
          live={live}
          regions={regions}
          hosts={hosts}
          denialsHref={null}
        />
        {left}
      </div>
      <div className="flex min-w-0 flex-col gap-4">
        <LiveEvents live={live} latest />
        {right}
      </div>
    </div>
  );
}
