"use client";

import { CheckCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { NameLink } from "./name-link";
import { Button } from "./ui/button";
import { Tag } from "./ui/tag";
import type { FormAction } from "./use-action-form";
import { useRun } from "./use-run";
import { Ago } from "./use-stamp";

export type ShownAlert = { id: string; at: Date; unread: boolean; title: string; text: string; path: string };

type AlertListProps = {
  alerts: readonly ShownAlert[];
  /** Marks as read; gets `id`. */
  action: FormAction<unknown>;
};

/** Alerts with what to do about each. */
export function AlertList({ alerts, action }: AlertListProps) {
  const t = useTranslations("alerts");
  const run = useRun();
  return (
    <ul aria-label={t("title")}>
      {alerts.map(({ id, at, unread, title, text, path }) => (
        <li
          key={id}
          className="flex flex-wrap items-start gap-x-4 gap-y-2 border-line border-b px-4 py-3 last:border-b-0"
        >
          <div className="wrap-anywhere min-w-0 flex-[1_1_320px]">
            <p className="flex flex-wrap items-center gap-2">
              <NameLink href={path}>{title}</NameLink>
              {unread && <Tag tone="accent">{t("unread")}</Tag>}
            </p>
            <p className="mt-px text-ink-2">{text}</p>
            <p className="mt-px text-ink-3 text-meta">
              <Ago at={at} />
            </p>
          </div>
          {unread && (
            <Button size="s" onClick={() => run(action, { id }, t("markRead"))}>
              {t("markRead")}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

export function MarkAllRead({ action }: { action: FormAction<unknown> }) {
  const t = useTranslations("alerts");
  const run = useRun();
  return (
    <Button icon={<CheckCheck aria-hidden />} onClick={() => run(action, {}, t("markAll"))}>
      {t("markAll")}
    </Button>
  );
}
