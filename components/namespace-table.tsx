import { useTranslations } from "next-intl";
import { DeleteNamespace } from "./delete-namespace";
import { NameLink } from "./name-link";
import { RegionDot } from "./region-dot";
import type { RegionChoice } from "./region-name";
import { Table, TBody, Td, THead, Th, Tr } from "./ui/table";
import { TwoLine } from "./ui/two-line";
import type { FormAction } from "./use-action-form";
import { useFormat } from "./use-format";

type NamespaceRow = {
  region: string;
  name: string;
  createdAt: Date;
  createdByName: string;
  policyCount: number;
};

type NamespaceTableProps = {
  rows: readonly NamespaceRow[];
  regions: readonly RegionChoice[];
  /** Regions in which the person may delete. */
  manageable: readonly string[];
  remove: FormAction<unknown>;
};

/** Namespaces with their place and how many policies reach them. */
export function NamespaceTable({ rows, regions, manageable, remove }: NamespaceTableProps) {
  const t = useTranslations("namespaces");
  const format = useFormat();
  return (
    <Table label={t("title")}>
      <THead>
        <Th>{t("columns.name")}</Th>
        <Th>{t("columns.region")}</Th>
        <Th>{t("columns.host")}</Th>
        <Th>{t("columns.policies")}</Th>
        <Th>{t("columns.created")}</Th>
        <Th hidden>{t("columns.actions")}</Th>
      </THead>
      <TBody>
        {rows.map((row) => {
          const host = regions.find(({ id }) => id === row.region)?.host ?? row.region;
          return (
            <Tr key={`${row.region}/${row.name}`}>
              <Td card="name" className="max-w-[280px]">
                <NameLink href={`/namespaces/${row.region}/${row.name}`}>{row.name}</NameLink>
              </Td>
              <Td card="status">
                <RegionDot id={row.region} />
              </Td>
              <Td card="detail" className="mono text-ink-2">
                {host}/{row.name}
              </Td>
              <Td card="figure">{t("policies", { count: row.policyCount })}</Td>
              <Td>
                <TwoLine title={format.day(row.createdAt)} sub={row.createdByName} />
              </Td>
              <Td card="action" numeric>
                {manageable.includes(row.region) && (
                  <DeleteNamespace
                    name={row.name}
                    region={row.region}
                    policyCount={row.policyCount}
                    action={remove}
                  />
                )}
              </Td>
            </Tr>
          );
        })}
      </TBody>
    </Table>
  );
}
