"use client";

import { correctedRegion, type FailedAttempts } from "@/lib/domain/live-use";
import type { UsageItem } from "@/lib/domain/usage";
import { CorrectedCommand } from "./corrected-command";
import type { RegionChoice } from "./region-name";
import { useLiveWords } from "./use-live-words";

/** Who tried, from where, and the rule that decided against it. */
export function LiveDeniedWords({ use }: { use: UsageItem }) {
  const words = useLiveWords();
  return (
    <p className="wrap-anywhere text-ink-2">
      {words.from(use)} {words.sentence(use)}
    </p>
  );
}

type LiveDeniedCommandProps = {
  use: UsageItem;
  regions: readonly RegionChoice[];
  className?: string;
};

/** The login that works instead, where the host or the user name was wrong, for the person's shell. */
export function LiveDeniedCommand({ use, ...rest }: LiveDeniedCommandProps) {
  return <CorrectedCommand region={correctedRegion(use)} client={use.client.name} {...rest} />;
}

/** What happened to a login with the key's beginning and a wrong secret, and whence it came. */
export function LiveFailedWords({ failed }: { failed: FailedAttempts }) {
  const words = useLiveWords();
  return <p className="wrap-anywhere text-ink-2">{words.failed(failed)}</p>;
}
