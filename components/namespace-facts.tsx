import { useTranslations } from "next-intl";
import { RegionDot } from "./region-dot";
import { type RegionChoice, useRegionName } from "./region-name";
import { CopyButton } from "./ui/copy-button";
import { KeyValues, Panel } from "./ui/panel";
import { useFormat } from "./use-format";

type NamespaceFactsProps = {
  namespace: { name: string; createdAt: Date; createdByName: string };
  region: RegionChoice;
};

/** Where a namespace is, and how images in it are called. */
export function NamespaceFacts({ namespace, region }: NamespaceFactsProps) {
  const t = useTranslations("namespaces");
  const format = useFormat();
  const nameOf = useRegionName();
  const path = `${region.host}/${namespace.name}`;
  return (
    <Panel title={t("page.facts")} padded>
      <KeyValues
        items={[
          {
            label: t("columns.region"),
            value: (
              <span title={nameOf(region)}>
                <RegionDot id={region.id} />
              </span>
            ),
          },
          {
            label: t("page.registry"),
            value: (
              <span className="inline-flex items-center gap-1">
                <span className="mono wrap-anywhere">{path}</span>
                <CopyButton iconOnly size="s" text={path} label={t("page.copyName")} />
              </span>
            ),
          },
          { label: t("page.example"), value: <span className="mono wrap-anywhere">{path}/api:1.0</span> },
          {
            label: t("page.created"),
            value: t("page.createdBy", {
              date: format.date(namespace.createdAt),
              name: namespace.createdByName,
            }),
          },
        ]}
      />
    </Panel>
  );
}
