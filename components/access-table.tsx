"use client";

import { ListFilter } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { type Access, AccessSummary } from "./access-summary";
import { KeyDays, KeyEnd, KeyPrefix, KeyState, KeyUse } from "./key-cells";
import { KeyLink } from "./key-link";
import { type KeyActions, KeyMenu } from "./key-menu";
import type { KeyRow } from "./key-row";
import { NameLink } from "./name-link";
import { EmptyState } from "./ui/empty-state";
import { Input } from "./ui/input";
import { Panel } from "./ui/panel";
import { Table, TBody, Td, THead, Th, Tr } from "./ui/table";
import { TwoLine } from "./ui/two-line";

/** An identity with its keys: a service ID, or the person itself (null) with one personal key. */
export type AccessEntry = {
  serviceId: { id: string; name: string } | null;
  access: Access;
  keys: readonly KeyRow[];
};

type AccessTableProps = {
  entries: readonly AccessEntry[];
  actions: KeyActions;
  /** Not all keys are here. */
  truncated: boolean;
  empty: string;
};

/** Own service IDs with their keys, and personal keys, last used first. */
export function AccessTable({ entries, actions, truncated, empty }: AccessTableProps) {
  const t = useTranslations("home.table");
  const words = useTranslations("api-keys.columns");
  const common = useTranslations("common");
  const [query, setQuery] = useState("");
  const shown = matching(entries, query);
  const serviceIds = entries.filter((entry) => entry.serviceId).length;
  const keys = entries.reduce((count, entry) => count + entry.keys.length, 0);
  return (
    <Panel
      title={t("title")}
      meta={entries.length > 0 && t("meta", { serviceIds, keys })}
      actions={
        entries.length > 0 && (
          <Input
            dense
            icon={<ListFilter aria-hidden />}
            aria-label={t("filter")}
            placeholder={t("filter")}
            value={query}
            onChange={(event) => setQuery(event.target.value)}
            className="w-full md:w-[200px]"
          />
        )
      }
      footer={truncated && t("all")}
    >
      {entries.length === 0 ? (
        <EmptyState>{empty}</EmptyState>
      ) : shown.length === 0 ? (
        <EmptyState>{common("noMatch", { query: query.trim() })}</EmptyState>
      ) : (
        <Table label={t("title")}>
          <THead>
            <Th>{t("name")}</Th>
            <Th>{t("access")}</Th>
            <Th>{words("status")}</Th>
            <Th>{words("lastUsed")}</Th>
            <Th>{words("days")}</Th>
            <Th>{words("expires")}</Th>
            <Th hidden>{words("actions")}</Th>
          </THead>
          <TBody>
            {shown.map((entry) => (
              <Entry key={entry.serviceId?.id ?? entry.keys[0]?.id} entry={entry} actions={actions} />
            ))}
          </TBody>
        </Table>
      )}
    </Panel>
  );
}

/** One key stands in its service ID's own row; several stand below it. */
function Entry({ entry, actions }: { entry: AccessEntry; actions: KeyActions }) {
  const t = useTranslations("home.table");
  const { serviceId, keys } = entry;
  const only = keys.length === 1 ? keys[0] : undefined;
  const access = <AccessSummary access={entry.access} none={t("noAccess")} />;
  const name = serviceId ? (
    <TwoLine
      title={<NameLink href={`/service-ids/${serviceId.id}`}>{serviceId.name}</NameLink>}
      sub={t("keysOf", { count: keys.length })}
    />
  ) : (
    only && (
      <TwoLine
        title={<KeyLink row={only} />}
        sub={
          <>
            {t("yourKey")}, <KeyPrefix row={only} />
          </>
        }
      />
    )
  );
  return (
    <>
      <Tr joined={keys.length > 1}>
        <Td card="name" className="max-w-[260px]">
          {name}
        </Td>
        <Td className="max-w-[240px]">{access}</Td>
        {only ? <KeyCells row={only} actions={actions} /> : <Td colSpan={5} />}
      </Tr>
      {keys.length > 1 &&
        keys.map((row, index) => (
          <Tr key={row.id} joined={index < keys.length - 1}>
            <Td card="name" className="max-w-[260px]">
              <div className="ml-[3px] border-line-strong border-l pl-[15px]">
                <TwoLine title={<KeyLink row={row} />} sub={<KeyPrefix row={row} />} />
              </div>
            </Td>
            <Td />
            <KeyCells row={row} actions={actions} inset />
          </Tr>
        ))}
    </>
  );
}

function KeyCells({ row, actions, inset = false }: { row: KeyRow; actions: KeyActions; inset?: boolean }) {
  return (
    <>
      <Td card="status">
        <KeyState row={row} />
      </Td>
      <Td card="detail" className={inset ? "max-w-[240px] max-md:ml-[19px]" : "max-w-[240px]"}>
        <KeyUse row={row} />
      </Td>
      <Td card="figure">
        <KeyDays row={row} />
      </Td>
      <Td>
        <KeyEnd row={row} />
      </Td>
      <Td card="action" numeric>
        <KeyMenu row={row} actions={actions} />
      </Td>
    </>
  );
}

/** A match in the service ID's name keeps all its keys, one in a key that key alone. */
function matching(entries: readonly AccessEntry[], query: string): AccessEntry[] {
  const needle = query.trim().toLowerCase();
  const fits = (text: string | null | undefined) => text?.toLowerCase().includes(needle) ?? false;
  return entries.flatMap((entry) => {
    if (needle === "" || fits(entry.serviceId?.name)) return [entry];
    const keys = entry.keys.filter((row) => fits(row.name) || fits(row.display));
    return keys.length > 0 ? [{ ...entry, keys }] : [];
  });
}
