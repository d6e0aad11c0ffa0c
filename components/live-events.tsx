"use client";

import { Radio } from "lucide-react";
import { useTranslations } from "next-intl";
import type { UsageItem } from "@/lib/domain/usage";
import { TextLink } from "./ui/button-link";
import { Panel } from "./ui/panel";
import { useUsageWords } from "./usage-words";
import { useFormat } from "./use-format";
import type { Live } from "./use-live-uses";

/** What a key does, as it happens: logins, pulls, pushes, denials. */
export function LiveEvents({ live, latest = false }: { live: Live; latest?: boolean }) {
  const t = useTranslations("live.events");
  const uses = live.uses.filter((use) => use.repeat_of === null);
  return (
    <Panel
      title={t(latest ? "titleLatest" : "title")}
      meta={<span className="text-meta">{t(live.connection === "open" ? "live" : "paused")}</span>}
    >
      {uses.length === 0 ? (
        <div className="grid gap-2 px-4 pt-4 pb-5 text-ink-3">
          <Radio size={18} aria-hidden />
          <p>{t("empty")}</p>
        </div>
      ) : (
        <ol className="py-1.5">
          {(latest ? [...uses].reverse() : uses).map((use) => (
            <Item key={use.id} use={use} />
          ))}
        </ol>
      )}
    </Panel>
  );
}

function Item({ use }: { use: UsageItem }) {
  const t = useTranslations("live.events");
  const format = useFormat();
  const words = useUsageWords();
  return (
    <li className="flex items-baseline gap-3 px-4 py-1.5">
      <time
        suppressHydrationWarning
        dateTime={use.at}
        title={format.dateTime(use.at)}
        className="mono flex-none text-ink-3 text-meta"
      >
        {format.time(use.at)}
      </time>
      <div className="min-w-0">
        <b className="font-semibold">{words.action(use)}</b>{" "}
        <span className={use.outcome === "denied" ? "text-warn" : undefined}>{t(use.outcome)}</span>
        {use.outcome === "denied" && use.request_id && (
          <>
            {" "}
            <TextLink href={`/denials/${use.request_id}`}>{t("why")}</TextLink>
          </>
        )}
        <span className="mono wrap-anywhere block text-ink-3 text-meta">
          {words.object(use) || words.client(use)}
        </span>
      </div>
    </li>
  );
}
