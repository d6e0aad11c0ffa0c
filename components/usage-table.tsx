import { CircleCheck, ShieldMinus, ShieldX } from "lucide-react";
import { useTranslations } from "next-intl";
import type { UsageItem } from "@/lib/domain/usage";
import { NameLink } from "./name-link";
import { Table, TBody, Td, THead, Th, Tr, TwoLine } from "./ui/table";
import { StatusText } from "./ui/tag";
import { WhyDenied } from "./usage-why";
import { useUsageWords } from "./usage-words";
import { Ago } from "./use-stamp";

type UsageTableProps = {
  items: readonly UsageItem[];
  /** false on a key's own page. */
  withKey?: boolean;
};

/** Uses, newest first: what, by which key and client, where, and what came of it. */
export function UsageTable({ items, withKey = true }: UsageTableProps) {
  const t = useTranslations("usage.events");
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
        {items.map((item) => (
          <UsageTableRow key={item.id} item={item} withKey={withKey} />
        ))}
      </TBody>
    </Table>
  );
}

function UsageTableRow({ item, withKey }: { item: UsageItem; withKey: boolean }) {
  const t = useTranslations("usage.events");
  const words = useUsageWords();
  const notes = [
    item.outcome === "denied" && words.cause(item),
    item.count > 1 && t("times", { count: item.count }),
    item.repeat_of && t("repeat"),
  ].filter(Boolean);
  return (
    <Tr>
      <Td card="figure" className="text-ink-2">
        <Ago at={item.at} />
      </Td>
      <Td card="name" className="max-w-[280px]">
        <TwoLine
          title={words.action(item)}
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
            <Outcome item={item} />
            {notes.length > 0 && (
              <span className="block truncate text-ink-3 text-meta max-md:whitespace-normal">
                {notes.join(", ")}
              </span>
            )}
          </span>
          {item.outcome === "denied" && <WhyDenied item={item} count={item.count} />}
        </span>
      </Td>
    </Tr>
  );
}

/** Whose key, by which client, from where. The key's name leads to its page. */
export function KeyAndClient({ item, withKey = true }: { item: UsageItem; withKey?: boolean }) {
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
          <NameLink href={`/api-keys/${item.apikey_id}`}>{name}</NameLink>
        ) : (
          name
        )
      }
      sub={evidence}
    />
  );
}

const looks = {
  granted: { tone: "ok", Icon: CircleCheck },
  reduced: { tone: "warn", Icon: ShieldMinus },
  denied: { tone: "bad", Icon: ShieldX },
} as const;

function Outcome({ item }: { item: UsageItem }) {
  const t = useTranslations("usage.outcomes");
  const words = useUsageWords();
  const { tone, Icon } = looks[item.outcome];
  return (
    <StatusText tone={tone} icon={<Icon aria-hidden />}>
      <span title={item.outcome === "granted" ? undefined : words.sentence(item)}>{t(item.outcome)}</span>
    </StatusText>
  );
}
