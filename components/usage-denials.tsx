"use client";

import { ShieldX } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ListedUse } from "@/lib/domain/usage";
import { useDenialSentence } from "./denial-sentence";
import { Table, TBody, Td, THead, Th, Tr } from "./ui/table";
import { TwoLine } from "./ui/two-line";
import { KeyAndClient } from "./usage-table";
import { WhyDenied } from "./usage-why";
import { useUsageWords } from "./usage-words";
import { useFormat } from "./use-format";
import { Ago } from "./use-stamp";

export type DeniedCause = { newest: ListedUse; count: number };

/** Denials grouped by cause: how often, who tried what, why, and what to do. */
export function UsageDenials({ causes }: { causes: readonly DeniedCause[] }) {
  const t = useTranslations("usage.denials");
  const words = useUsageWords();
  const sentence = useDenialSentence();
  const format = useFormat();
  return (
    <Table label={t("title")}>
      <THead>
        <Th>{t("lastSeen")}</Th>
        <Th numeric>{t("count")}</Th>
        <Th>{t("key")}</Th>
        <Th>{t("tried")}</Th>
        <Th>{t("why")}</Th>
        <Th hidden>{t("action")}</Th>
      </THead>
      <TBody>
        {causes.map(({ newest, count }) => (
          <Tr key={newest.id}>
            <Td card="figure">
              <Ago at={newest.at} />
            </Td>
            <Td numeric card="status" className="font-semibold">
              {format.number(count)}
            </Td>
            <Td card="name" className="max-w-[220px]">
              <KeyAndClient item={newest} />
            </Td>
            <Td card="detail" className="max-w-[220px]">
              <TwoLine
                title={
                  <>
                    {words.tried(newest)} <span className="mono">{words.object(newest)}</span>
                  </>
                }
                sub={newest.region}
              />
            </Td>
            <Td card="full" className="min-w-[240px] whitespace-normal!">
              <span className="flex gap-2 py-1 leading-[1.35]">
                <ShieldX size={16} aria-hidden className="mt-px text-bad" />
                <span>
                  <span className="block font-semibold">{words.cause(newest)}</span>
                  <span className="block text-ink-3 text-meta">{sentence(newest)}</span>
                </span>
              </span>
            </Td>
            <Td card="action" className="text-right">
              <WhyDenied item={newest} count={count} />
            </Td>
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}
