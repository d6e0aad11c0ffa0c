import Link from "next/link";
import { useTranslations } from "next-intl";
import type { AuditItem } from "@/lib/domain/audit-event";
import { auditIcon, useAuditAction } from "./audit-words";
import { Table, TBody, Td, THead, Th, Tr } from "./ui/table";
import { useFormat } from "./use-format";

type AuditTableProps = {
  items: readonly AuditItem[];
  /** Number of the one in the panel. */
  selected: number | null;
  /** Where each leads to, in the items' order. */
  hrefs: readonly string[];
};

/** Changes, newest first; each leads to its panel. */
export function AuditTable({ items, selected, hrefs }: AuditTableProps) {
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
        {items.map((item, index) => {
          const Icon = auditIcon(item.action);
          return (
            <Tr key={item.seq} selected={item.seq === selected} className="relative">
              <Td card="status" className="mono text-ink-3">
                {format.number(item.seq)}
              </Td>
              <Td card="figure" className="text-ink-2">
                <time dateTime={item.at} title={format.dateTime(item.at)}>
                  {format.day(item.at)}, {format.time(item.at)}
                </time>
              </Td>
              <Td card="name">
                <span className="flex min-w-0 items-center gap-2">
                  <Icon size={15} aria-hidden className="text-ink-3" />
                  {/* The whole row leads there; the link alone is announced. */}
                  <Link
                    id={`event-${item.seq}`}
                    href={hrefs[index] ?? ""}
                    scroll={false}
                    aria-current={item.seq === selected ? "true" : undefined}
                    className="truncate font-medium after:absolute after:inset-0"
                  >
                    {words(item.action)}
                  </Link>
                </span>
              </Td>
              <Td card="detail" className="max-w-[180px] truncate">
                {item.actor.name}
              </Td>
              <Td className="max-w-[220px] truncate">{item.target.name || item.target.id}</Td>
            </Tr>
          );
        })}
      </TBody>
    </Table>
  );
}
