import { useLocale, useTranslations } from "next-intl";
import { NameLink } from "./name-link";
import { regionColor } from "./region-dot";
import { RegionState, type RegionStateView, useRegionDetail } from "./region-state";
import { Swatch } from "./ui/chart-legend";
import { Table, TBody, Td, THead, Th, Tr } from "./ui/table";
import { TwoLine } from "./ui/two-line";
import { Ago } from "./use-stamp";

export type RegionRow = {
  id: string;
  formerName: string | null;
  name: string;
  nameDe: string;
  host: string;
  service: string;
  lastEventAt: Date | null;
  health: RegionStateView | null;
};

/** The regions with what their registries answer. */
export function RegionTable({ rows }: { rows: readonly RegionRow[] }) {
  const t = useTranslations("regions");
  const german = useLocale() === "de";
  const detailOf = useRegionDetail();
  return (
    <Table label={t("panel")}>
      <THead>
        <Th>{t("columns.region")}</Th>
        <Th>{t("columns.host")}</Th>
        <Th>{t("columns.state")}</Th>
        <Th>{t("columns.events")}</Th>
      </THead>
      <TBody>
        {rows.map(({ id, formerName, name, nameDe, host, service, lastEventAt, health }) => (
          <Tr key={id}>
            <Td card="name">
              <span className="flex items-center gap-2.5">
                <Swatch {...regionColor(id)} />
                <TwoLine
                  title={<NameLink href={`/regions/${id}`}>{german ? nameDe : name}</NameLink>}
                  sub={
                    <span className="mono">
                      {formerName ? t("formerly", { id, former: formerName }) : id}
                    </span>
                  }
                />
              </span>
            </Td>
            <Td card="detail">
              <TwoLine title={<span className="mono">{host}</span>} sub={service} />
            </Td>
            <Td card="full" className="whitespace-normal!">
              <span className="block py-1 leading-[1.35]">
                <RegionState health={health} />
                {health && health.state !== "answering" && (
                  <span className="block max-w-[60ch] text-ink-3 text-meta">{detailOf(health)}</span>
                )}
              </span>
            </Td>
            <Td card="figure" className="text-ink-2">
              {lastEventAt ? <Ago at={lastEventAt} /> : <span className="text-ink-3">{t("noEvent")}</span>}
            </Td>
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}
