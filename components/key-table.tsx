import { useTranslations } from "next-intl";
import { KeyDays, KeyEnd, KeyPrefix, KeyState, KeyUse } from "./key-cells";
import { KeyLink } from "./key-link";
import { type KeyActions, KeyMenu } from "./key-menu";
import type { KeyRow } from "./key-row";
import { Table, TBody, Td, THead, Th, Tr } from "./ui/table";
import { TwoLine } from "./ui/two-line";
import { useFormat } from "./use-format";

type KeyTableProps = { label: string; rows: readonly KeyRow[]; actions: KeyActions };

/** The keys of one identity, with the evidence of their use. */
export function KeyTable({ label, rows, actions }: KeyTableProps) {
  const t = useTranslations("api-keys.columns");
  const format = useFormat();
  return (
    <Table label={label}>
      <THead>
        <Th>{t("label")}</Th>
        <Th>{t("status")}</Th>
        <Th>{t("created")}</Th>
        <Th>{t("expires")}</Th>
        <Th>{t("lastUsed")}</Th>
        <Th>{t("days")}</Th>
        <Th hidden>{t("actions")}</Th>
      </THead>
      <TBody>
        {rows.map((row) => (
          <Tr key={row.id}>
            <Td card="name" className="max-w-[240px]">
              <TwoLine title={<KeyLink row={row} />} sub={<KeyPrefix row={row} />} />
            </Td>
            <Td card="status">
              <KeyState row={row} />
            </Td>
            <Td>
              <TwoLine title={format.day(row.createdAt)} sub={row.createdByName} />
            </Td>
            <Td>
              <KeyEnd row={row} />
            </Td>
            <Td card="detail" className="max-w-[240px]">
              <KeyUse row={row} />
            </Td>
            <Td card="figure">
              <KeyDays row={row} />
            </Td>
            <Td card="action" numeric>
              <KeyMenu row={row} actions={actions} />
            </Td>
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}
