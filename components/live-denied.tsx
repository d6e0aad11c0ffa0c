"use client";

import { lazy, Suspense } from "react";
import { correctedRegion, type FailedAttempts } from "@/lib/domain/live-use";
import type { UsageItem } from "@/lib/domain/usage";
import type { RegionChoice } from "./region-name";
import { useLiveWords } from "./use-live-words";

// Every tool's commands: fetched where a login was refused.
const CorrectedCommand = lazy(async () => ({
  default: (await import("./corrected-command")).CorrectedCommand,
}));

/** Who tried, from where, and the rule that decided against it. */
export function LiveDeniedWords({ use }: { use: UsageItem }) {
  const words = useLiveWords();
  return (
    <p className="wrap-anywhere text-ink-2">
      {words.from(use)} {words.sentence(use)}
    </p>
  );
}

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
