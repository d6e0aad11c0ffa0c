"use client";

import { useTranslations } from "next-intl";
import { type ListedUse, usageRef } from "@/lib/domain/usage";
import { NameLink } from "./name-link";
import { Link } from "./ui/link";
import { Table, TBody, Td, THead, Th, Tr } from "./ui/table";
import { TwoLine } from "./ui/two-line";
import { UsageOutcome } from "./usage-outcome";
import { WhyDenied } from "./usage-why";
import { useUsageWords } from "./usage-words";
import { Ago } from "./use-stamp";

type UsageTableProps = {
  items: readonly ListedUse[];
  /** false on a key's own page. */
  withKey?: boolean;
  /** Where each leads to, in the items' order; without them to the explorer. */
  hrefs?: readonly string[];
  /** The one in the panel, as usageRef writes it. */
  selected?: string | null;
};

/** Uses, newest first: what, by which key and client, where, and what came of it; each leads to all of it. */
export function UsageTable({ items, withKey = true, hrefs, selected = null }: UsageTableProps) {
  const t = useTranslations("usage.events");
  const words = useUsageWords();
  return (
    <Table label={t("title")}>
      <THead>
        <Th>{t("time")}</Th>
        <Th>{t("what")}</Th>
        <Th>{t("key")}</Th>
        <Th>{t("region")}</Th>
        <Th>{t("result")}</Th>
      </THead>
      <TBody>
        {items.map((item, index) => {
          const ref = usageRef(item);
          const href = hrefs?.[index] ?? `/usage?${new URLSearchParams({ event: ref })}`;
          return (
            <UsageTableRow key={item.id} {...{ item, withKey, href, t, words }} selected={ref === selected} />
          );
        })}
      </TBody>
    </Table>
  );
}

type UsageTableRowProps = {
  item: ListedUse;
  withKey: boolean;
  href: string;
  selected: boolean;
  /** The table's, since every row's own would be hundreds. */
  t: ReturnType<typeof useTranslations<"usage.events">>;
  words: ReturnType<typeof useUsageWords>;
};

function UsageTableRow({ item, withKey, href, selected, t, words }: UsageTableRowProps) {
  const notes = [
    item.outcome === "denied" && words.cause(item),
    item.count > 1 && t("times", { count: item.count }),
    item.repeat_of && t("repeat"),
  ].filter(Boolean);
  return (
    <Tr selected={selected} className="relative">
      <Td card="figure" className="text-ink-2">
        <Ago at={item.at} />
      </Td>
      <Td card="name" className="max-w-[280px]">
        <TwoLine
          title={
            // The whole row leads there; the link alone is announced.
            <Link
              id={`use-${item.id}`}
              href={href}
              scroll={false}
              aria-current={selected ? "true" : undefined}
              className="font-medium after:absolute after:inset-0"
            >
              {words.action(item)}
            </Link>
          }
          sub={
            words.object(item) && (
              <span className="mono" title={words.object(item)}>
                {words.object(item)}
              </span>
            )
          }
        />
      </Td>
      <Td card="detail" className="max-w-[240px]">
        <KeyAndClient item={item} withKey={withKey} />
      </Td>
      <Td>{item.region ?? <span className="text-ink-3">–</span>}</Td>
      <Td card="full" className="max-w-[340px]">
        <span className="flex items-center gap-3">
          <span className="min-w-0 flex-1 leading-[1.35]">
            <UsageOutcome item={item} />
            {notes.length > 0 && (
              <span className="block truncate text-ink-3 text-meta max-md:whitespace-normal">
                {notes.join(", ")}
              </span>
            )}
          </span>
          {item.outcome === "denied" && (
            <span className="relative z-1">
              <WhyDenied item={item} count={item.count} />
            </span>
          )}
        </span>
      </Td>
    </Tr>
  );
}

/** Whose key, by which client, from where. The key's name leads to its page. */
export function KeyAndClient({ item, withKey = true }: { item: ListedUse; withKey?: boolean }) {
  const words = useUsageWords();
  const evidence = (
    <>
      {words.client(item)}, <span className="mono">{item.ip}</span>
    </>
  );
  if (!withKey) return <TwoLine title={words.client(item)} sub={<span className="mono">{item.ip}</span>} />;
  const name = words.who(item);
  return (
    <TwoLine
      title={
        item.apikey_id && item.keyName ? (
          // Above the link of the whole row.
          <span className="relative z-1">
            <NameLink href={`/api-keys/${item.apikey_id}`}>{name}</NameLink>
          </span>
        ) : (
          name
        )
      }
      sub={evidence}
    />
  );
}
