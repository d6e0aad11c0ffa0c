"use client";

import { Columns3 } from "lucide-react";
import { useRouter, useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Unneeded } from "@/lib/domain/broader";
import type { KeyFilters, KeyFinding } from "@/lib/domain/inputs/key-inventory";
import { type Access, AccessSummary } from "./access-summary";
import { BulkDock, type BulkServerActions } from "./inventory-bulk";
import { FindingTags, shownFindings } from "./inventory-findings";
import { KeyDays, KeyEnd, KeyPrefix, KeyState, KeyUse } from "./key-cells";
import { KeyLink } from "./key-link";
import type { KeyRow } from "./key-row";
import { Button } from "./ui/button";
import { Checkbox } from "./ui/choice";
import { Menu, MenuCheck } from "./ui/menu";
import { Table, TBody, Td, THead, Th, Tr } from "./ui/table";
import { Tag } from "./ui/tag";
import { TwoLine } from "./ui/two-line";
import { useFormat } from "./use-format";
import { useRemembered } from "./use-remembered";

export type InventoryRow = Omit<KeyRow, "description" | "actionWhenLeaked" | "entityTag"> & {
  person: { name: string; gone: boolean };
  access: Access;
  findings: readonly KeyFinding[];
  /** The first of them. */
  unneeded: readonly Unneeded[];
  unneededCount: number;
};

const columns = ["owner", "status", "access", "findings", "used", "days", "expires", "created"] as const;
type Column = (typeof columns)[number];
type Sort = { href: string; direction: "ascending" | "descending" | undefined };

type InventoryTableProps = {
  rows: readonly InventoryRow[];
  /** Columns that the address hides, by comma; without them those that the reader hid last. */
  hide: string | undefined;
  sorts: { key: Sort; created: Sort; expires: Sort; used: Sort };
  /** What "all that match" means. */
  filters: KeyFilters;
  actions: BulkServerActions;
};

/** Keys with their findings; those that are ticked can be changed together. */
export function InventoryTable({ rows, hide, sorts, filters, actions }: InventoryTableProps) {
  const t = useTranslations("inventory");
  const format = useFormat();
  const [hidden, setHidden] = useHidden(hide);
  const [selected, setSelected] = useState<readonly string[]>([]);
  const hiddenColumns = hidden.split(",");
  const shows = (column: Column) => !hiddenColumns.includes(column);
  const mayChange = rows.some((row) => row.mayChange);
  const every = rows.length > 0 && selected.length === rows.length;
  const toggle = (id: string) =>
    setSelected((now) => (now.includes(id) ? now.filter((one) => one !== id) : [...now, id]));
  return (
    <>
      <div className="flex justify-end px-4 pt-2 max-md:hidden">
        <ColumnMenu
          hidden={hiddenColumns}
          onChange={(next) => setHidden(next.filter(Boolean).join(",") || "none")}
        />
      </div>
      <Table label={t("title")}>
        <THead>
          {mayChange && (
            <Th>
              <Checkbox
                hideLabel
                label={t("select.page")}
                checked={every}
                indeterminate={selected.length > 0 && !every}
                onChange={() => setSelected(every ? [] : rows.map(({ id }) => id))}
              />
            </Th>
          )}
          <Th sort={sorts.key}>{t("columns.key")}</Th>
          {columns.filter(shows).map((column) => (
            <Th key={column} {...(column in sorts && { sort: sorts[column as keyof typeof sorts] })}>
              {t(`columns.${column}`)}
            </Th>
          ))}
        </THead>
        <TBody>
          {rows.map((row) => (
            <Tr key={row.id} selected={selected.includes(row.id)}>
              {mayChange && (
                <Td>
                  <Checkbox
                    hideLabel
                    label={t("select.row", { name: row.name })}
                    checked={selected.includes(row.id)}
                    onChange={() => toggle(row.id)}
                  />
                </Td>
              )}
              <Td card="name" className="max-w-[220px]">
                <TwoLine
                  title={<KeyLink row={row} />}
                  sub={
                    <>
                      {row.owner.kind === "service-id" && `${row.owner.name} `}
                      <KeyPrefix row={row} />
                    </>
                  }
                />
              </Td>
              {columns.filter(shows).map((column) => (
                <Cell key={column} {...{ column, row, t, format }} />
              ))}
            </Tr>
          ))}
        </TBody>
      </Table>
      {mayChange && (
        <BulkDock
          selected={selected}
          pageFull={every}
          filters={filters}
          actions={actions}
          onClear={() => setSelected([])}
        />
      )}
    </>
  );
}

/** In the address, so that a link shows the same columns, and remembered for the next visit. */
function useHidden(inAddress: string | undefined): [string, (hidden: string) => void] {
  const [remembered, remember] = useRemembered("inventory-hidden", "created");
  const router = useRouter();
  const params = useSearchParams();
  const change = (hidden: string) => {
    remember(hidden);
    const next = new URLSearchParams(params);
    next.set("hide", hidden);
    router.replace(`?${next}`, { scroll: false });
  };
  return [inAddress ?? remembered, change];
}

const places: Partial<Record<Column, "status" | "detail" | "figure" | "full">> = {
  status: "status",
  findings: "full",
  used: "detail",
  days: "figure",
};

type CellProps = {
  column: Column;
  row: InventoryRow;
  /** The table's, since every cell's own would be hundreds. */
  t: ReturnType<typeof useTranslations<"inventory">>;
  format: ReturnType<typeof useFormat>;
};

function Cell({ column, row, t, format }: CellProps) {
  const card = column === "findings" && shownFindings(row).length === 0 ? undefined : places[column];
  const content = () => {
    switch (column) {
      case "owner":
        return (
          <span className="inline-flex items-center gap-2">
            {row.person.name}
            {row.person.gone && <Tag tone="warn">{t("personGone")}</Tag>}
          </span>
        );
      case "status":
        return <KeyState row={row} />;
      case "access":
        return <AccessSummary access={row.access} none={t("noAccess")} />;
      case "findings":
        return <FindingTags row={row} />;
      case "used":
        return <KeyUse row={row} />;
      case "days":
        return <KeyDays row={row} />;
      case "expires":
        return <KeyEnd row={row} />;
      case "created":
        return <TwoLine title={format.day(row.createdAt)} sub={row.createdByName} />;
    }
  };
  return (
    <Td
      {...(card && { card })}
      className={column === "access" || column === "used" ? "max-w-[220px]" : undefined}
    >
      {content()}
    </Td>
  );
}

function ColumnMenu({ hidden, onChange }: { hidden: string[]; onChange: (hidden: string[]) => void }) {
  const t = useTranslations("inventory.columns");
  return (
    <Menu
      trigger={
        <Button size="s" variant="ghost" icon={<Columns3 aria-hidden />}>
          {t("choose")}
        </Button>
      }
    >
      {columns.map((column) => (
        <MenuCheck
          key={column}
          checked={!hidden.includes(column)}
          onCheckedChange={(shown) =>
            onChange(shown ? hidden.filter((one) => one !== column) : [...hidden, column])
          }
        >
          {t(column)}
        </MenuCheck>
      ))}
    </Menu>
  );
}
