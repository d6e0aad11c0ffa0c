import { CircleCheck, ClockAlert, ShieldAlert, ShieldX } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Grant } from "@/lib/domain/grant";
import { roleTitles } from "@/lib/domain/role";
import { NameLink } from "./name-link";
import { ButtonLink } from "./ui/button-link";
import { Panel } from "./ui/panel";
import { useFormat } from "./use-format";
import { usePlace } from "./use-place";

type OfKey = {
  keyId: string;
  keyName: string;
  serviceId: { id: string; name: string } | null;
};

/** Work that waits for the person, with its evidence. */
export type Need =
  | (OfKey & { kind: "expiring" | "expired"; at: Date; lastAuthn: Date | null })
  | (OfKey & { kind: "denied"; count: number; action: string | null; repository: string | null })
  | { kind: "excess"; serviceId: { id: string; name: string }; grant: Grant };

/** How many are shown at most. */
export const needsShown = 4;

type NeedsYouProps = {
  /** The first of them; more than are shown need not be there. */
  needs: readonly Need[];
  /** All of them. */
  count: number;
  footer?: ReactNode;
};

/** What needs the person: keys that end, denials of the last day, policies beyond their giver. */
export function NeedsYou({ needs, count, footer }: NeedsYouProps) {
  const t = useTranslations("home.needsYou");
  const hidden = count - needsShown;
  return (
    <Panel
      title={t("title")}
      meta={count > 0 && count}
      footer={hidden > 0 ? t("more", { count: hidden }) : footer}
      className="h-full"
    >
      {count === 0 ? (
        <p className="flex gap-2 p-4 text-ink-3">
          <CircleCheck size={16} aria-hidden className="mt-0.5 text-ok" />
          {t("none")}
        </p>
      ) : (
        <ul>
          {needs.slice(0, needsShown).map((need) => (
            <Item key={`${need.kind}${"keyId" in need ? need.keyId : need.grant.policyId}`} need={need} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Item({ need }: { need: Need }) {
  const { name, sub, tone, Icon, text, evidence, action } = useWords(need);
  return (
    <li className="flex items-center gap-3 border-line border-b py-3 pr-3.5 pl-4 last:border-b-0">
      <div className="min-w-0 flex-1">
        <p className="truncate">
          <NameLink href={name.href}>{name.text}</NameLink>
          {sub && <span className="mono ml-1 text-ink-3">/ {sub}</span>}
        </p>
        <p className="mt-px text-ink-3">
          <Icon size={15} aria-hidden className={`mr-1 inline align-[-2px] ${tone}`} />
          <span className={`font-semibold ${tone}`}>{text}</span> {evidence}
        </p>
      </div>
      <ButtonLink size="s" href={action.href}>
        {action.text}
      </ButtonLink>
    </li>
  );
}

function useWords(need: Need) {
  const t = useTranslations("home.needsYou");
  const format = useFormat();
  const place = usePlace();
  if (need.kind === "excess") {
    const href = `/service-ids/${need.serviceId.id}#policies`;
    return {
      name: { href, text: need.serviceId.name },
      sub: null,
      tone: "text-warn",
      Icon: ShieldAlert,
      text: t("excess"),
      evidence: t("excessWhat", { role: roleTitles(need.grant.roles), place: place(need.grant) }),
      action: { href, text: t("review") },
    };
  }
  const { serviceId, keyId, keyName } = need;
  const keyHref = `/api-keys/${keyId}`;
  const named = {
    name: serviceId
      ? { href: `/service-ids/${serviceId.id}`, text: serviceId.name }
      : { href: keyHref, text: keyName },
    sub: serviceId && keyName !== serviceId.name ? keyName : null,
  };
  if (need.kind === "denied")
    return {
      ...named,
      tone: "text-bad",
      Icon: ShieldX,
      text: t("denied", { count: need.count }),
      evidence:
        need.action && need.repository
          ? t("deniedWhat", { action: need.action, repository: need.repository })
          : null,
      action: { href: `${keyHref}?outcome=denied#usage`, text: t("seeWhy") },
    };
  const newKey = serviceId ? `/service-ids/${serviceId.id}?new=key` : "/api-keys?new=key";
  const expired = need.kind === "expired";
  return {
    ...named,
    tone: expired ? "text-bad" : "text-warn",
    Icon: ClockAlert,
    text: expired
      ? t("expired", { date: format.day(need.at) })
      : t("expires", { days: Math.max(0, format.daysUntil(need.at)) }),
    evidence: need.lastAuthn ? t("lastUsed", { when: format.ago(need.lastAuthn) }) : t("neverUsed"),
    action: { href: newKey, text: t("newKey") },
  };
}
