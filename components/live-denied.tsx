"use client";

import { lazy, Suspense } from "react";
import { correctedRegion, type FailedAttempts } from "@/lib/domain/live-use";
import type { UsageItem } from "@/lib/domain/usage";
import type { RegionChoice } from "./region-name";
import { useLiveWords } from "./use-live-words";

// A sentence for every rule, and every tool's commands: fetched where a login was refused.
const DeniedWords = lazy(async () => ({ default: (await import("./live-denied-words")).LiveDeniedWords }));
const CorrectedCommand = lazy(async () => ({
  default: (await import("./corrected-command")).CorrectedCommand,
}));

/** Who tried, from where, and why not. */
export const LiveDeniedWords = (props: { use: UsageItem }) => (
  <Suspense>
    <DeniedWords {...props} />
  </Suspense>
);

type CommandProps = { regions: readonly RegionChoice[]; className?: string };

/** The login that works instead, where the host or the user name was wrong, for the person's shell. */
export function LiveDeniedCommand({ use, ...rest }: CommandProps & { use: UsageItem }) {
  return (
    <Suspense>
      <CorrectedCommand region={correctedRegion(use)} client={use.client.name} {...rest} />
    </Suspense>
  );
}

/** The same where the secret was wrong. */
export function LiveFailedCommand({ failed, ...rest }: CommandProps & { failed: FailedAttempts }) {
  return (
    <Suspense>
      <CorrectedCommand region={failed.region} client={failed.client?.split(" ")[0] ?? ""} {...rest} />
    </Suspense>
  );
}

/** What happened to a login with the key's beginning and a wrong secret, and whence it came. */
export function LiveFailedWords({ failed }: { failed: FailedAttempts }) {
  const words = useLiveWords();
  return <p className="wrap-anywhere text-ink-2">{words.failed(failed)}</p>;
}
