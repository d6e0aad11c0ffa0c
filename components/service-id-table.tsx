import { LockKeyhole } from "lucide-react";
import { useTranslations } from "next-intl";
import { type Access, AccessSummary } from "./access-summary";
import { NameLink } from "./name-link";
import { Table, TBody, Td, THead, Th, Tr } from "./ui/table";
import { Tag } from "./ui/tag";
import { TwoLine } from "./ui/two-line";
import { useFormat } from "./use-format";
import { UseStamp } from "./use-stamp";

type ServiceIdTableRow = {
  id: string;
  name: string;
  description: string | null;
  createdAt: Date;
  createdByName: string;
  locked: boolean;
  keyCount: number;
  lastAuthn: Date | null;
  access: Access;
};

/** Service IDs with what they reach and when they were used. */
export function ServiceIdTable({ rows }: { rows: readonly ServiceIdTableRow[] }) {
  const t = useTranslations("service-ids");
  const lockedWord = useTranslations("api-keys.cells")("lockedTag");
  const format = useFormat();
  return (
    <Table label={t("title")}>
      <THead>
        <Th>{t("columns.name")}</Th>
        <Th>{t("columns.keys")}</Th>
        <Th>{t("columns.access")}</Th>
        <Th>{t("columns.lastUsed")}</Th>
        <Th>{t("columns.created")}</Th>
      </THead>
      <TBody>
        {rows.map((row) => (
          <Tr key={row.id}>
            <Td card="name" className="max-w-[280px]">
              <TwoLine
                title={<NameLink href={`/service-ids/${row.id}`}>{row.name}</NameLink>}
                sub={row.description}
              />
            </Td>
            <Td card="status">
              <span className="inline-flex items-center gap-2">
                {t("keys", { count: row.keyCount })}
                {row.locked && <Tag icon={<LockKeyhole aria-hidden />}>{lockedWord}</Tag>}
              </span>
            </Td>
            <Td card="full" className="max-w-[240px]">
              <AccessSummary access={row.access} none={t("noAccess")} />
            </Td>
            <Td card="detail">
              <UseStamp at={row.lastAuthn} />
            </Td>
            <Td>
              <TwoLine title={format.day(row.createdAt)} sub={row.createdByName} />
            </Td>
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}
