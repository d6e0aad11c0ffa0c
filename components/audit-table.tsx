"use client";

import { useTranslations } from "next-intl";
import type { AuditItem } from "@/lib/domain/audit-event";
import { auditIcon, useAuditAction } from "./audit-words";
import { Link } from "./ui/link";
import { Table, TBody, Td, THead, Th, Tr } from "./ui/table";
import { useFormat } from "./use-format";

export type AuditRow = Pick<AuditItem, "seq" | "at" | "action"> & {
  actor: string;
  target: string;
  /** Where it leads to. */
  href: string;
};

type AuditTableProps = {
  rows: readonly AuditRow[];
  /** Number of the one in the panel. */
  selected: number | null;
};

/** Changes, newest first; each leads to its panel. */
export function AuditTable({ rows, selected }: AuditTableProps) {
  const t = useTranslations("audit");
  const words = useAuditAction();
  const format = useFormat();
  return (
    <Table label={t("title")}>
      <THead>
        <Th>{t("columns.seq")}</Th>
        <Th>{t("columns.time")}</Th>
        <Th>{t("columns.event")}</Th>
        <Th>{t("columns.actor")}</Th>
        <Th>{t("columns.target")}</Th>
      </THead>
      <TBody>
        {rows.map(({ seq, at, action, actor, target, href }) => {
          const Icon = auditIcon(action);
          return (
            <Tr key={seq} selected={seq === selected} className="relative">
              <Td card="status" className="mono text-ink-3">
                {format.number(seq)}
              </Td>
              <Td card="figure" className="text-ink-2">
                {/* Browsers don't all abbreviate months alike; the server's words may stay. */}
                <time suppressHydrationWarning dateTime={at} title={format.dateTime(at)}>
                  {`${format.day(at)}, ${format.time(at)}`}
                </time>
              </Td>
              <Td card="name">
                <span className="flex min-w-0 items-center gap-2">
                  <Icon size={15} aria-hidden className="text-ink-3" />
                  {/* The whole row leads there; the link alone is announced. */}
                  <Link
                    id={`event-${seq}`}
                    href={href}
                    scroll={false}
                    aria-current={seq === selected ? "true" : undefined}
                    className="truncate font-medium after:absolute after:inset-0"
                  >
                    {words(action)}
                  </Link>
                </span>
              </Td>
              <Td card="detail" className="max-w-[180px] truncate">
                {actor}
              </Td>
              <Td className="max-w-[220px] truncate">{target}</Td>
            </Tr>
          );
        })}
      </TBody>
    </Table>
  );
}
