"use client";

import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { namespacesReached } from "@/lib/domain/coverage";
import type { Grant } from "@/lib/domain/grant";
import { describeGrant } from "@/lib/domain/grant-words";
import { rolesAllow } from "@/lib/domain/role";
import type { CreatedKey } from "./key-created";
import type { KeyAccess } from "./login-commands";
import { TextLink } from "./ui/button-link";
import { KeyValues, Panel } from "./ui/panel";
import { useFormat } from "./use-format";
import { usePlace } from "./use-place";

type KeyCreatedFactsProps = {
  created: CreatedKey;
  namespaces: KeyAccess["namespaces"];
  /** Below the facts. */
  children: ReactNode;
};

/** Beside a new key: whose it is, what it may and may not do, where, and until when. */
export function KeyCreatedFacts({ created, namespaces, children }: KeyCreatedFactsProps) {
  const t = useTranslations("api-keys.created");
  const never = useTranslations("api-keys.cells")("never");
  const format = useFormat();
  const { owner, display, expiresAt } = created;
  const { may, mayNot } = useAbilities(created);
  const service = owner.kind === "service-id";
  const regions = [...new Set(namespaces.map(({ region }) => region))].filter(
    (region) => namespacesReached(created, namespaces, region).length > 0,
  );
  const everywhere = created.administrator || created.grants.some((grant) => grant.region === null);
  return (
    <aside aria-label={t("facts")} className="flex min-w-0 flex-col gap-4 lg:pt-[72px]">
      <Panel title={t("facts")} padded>
        <KeyValues
          className="grid-cols-[76px_minmax(0,1fr)]!"
          items={[
            service
              ? {
                  label: t("serviceId"),
                  value: <TextLink href={`/service-ids/${owner.id}`}>{owner.name}</TextLink>,
                }
              : { label: t("owner"), value: t("you") },
            { label: t("fingerprint"), value: <span className="mono">{display}</span> },
            { label: t("may"), value: may },
            ...(mayNot ? [{ label: t("mayNot"), value: mayNot }] : []),
            {
              label: t("worksIn"),
              value:
                regions.length === 0 ? t("nowhere") : everywhere ? t("everyRegion") : format.list(regions),
            },
            { label: t("expires"), value: expiresAt ? format.date(expiresAt) : never },
          ]}
        />
      </Panel>
      {children}
      <p className="px-1 text-ink-3">{t(service ? "lost" : "lostMine")}</p>
    </aside>
  );
}

/** What each grant does, and what none of them does. */
function useAbilities({ grants, administrator }: CreatedKey): { may: ReactNode; mayNot: string | null } {
  const t = useTranslations("api-keys.created");
  const place = usePlace();
  const locale = useLocale();
  if (administrator) return { may: t("administrator"), mayNot: t("administratorNot") };
  const strongest = grants.find(({ roles }) => rolesAllow(roles, "image.push")) ?? grants[0];
  if (!strongest) return { may: t("nothing"), mayNot: null };
  // Of a single grant "works in" says the region.
  const where = (grant: Grant) => (grants.length === 1 ? { ...grant, region: null } : grant);
  const lines = grants.map((grant) => `${place(where(grant))}: ${describeGrant(grant, locale).can}`);
  const may = (
    <ul className="flex flex-col gap-1">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
  const cannot = describeGrant(strongest, locale, grants).cannot.replace(/^(can't|kann) /, "");
  return { may, mayNot: cannot.charAt(0).toUpperCase() + cannot.slice(1) };
}
