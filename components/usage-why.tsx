"use client";

import { Check, X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { UsageItem } from "@/lib/domain/usage";
import { Button } from "./ui/button";
import { ButtonLink } from "./ui/button-link";
import { CopyButton } from "./ui/copy-button";
import { Dialog } from "./ui/dialog";
import { useUsageWords } from "./usage-words";
import { useFormat } from "./use-format";

type WhyDeniedProps = {
  item: UsageItem;
  /** How often it was tried. */
  count: number;
};

/** The steps that a request passed, the one that stopped it, and what to do. */
export function WhyDenied({ item, count }: WhyDeniedProps) {
  const t = useTranslations("usage");
  const words = useUsageWords();
  const format = useFormat();
  const facts = { who: words.who(item), count, when: format.ago(item.at) };
  return (
    <Dialog
      trigger={<Button size="s">{t("denials.explain")}</Button>}
      title={<Title item={item} />}
      description={
        item.region ? t("why.text", { ...facts, region: item.region }) : t("why.textNoRegion", facts)
      }
      footer={
        <>
          {item.serviceId && item.detail && (
            <ButtonLink variant="primary" href={`/service-ids/${item.serviceId}#policies`}>
              {t("why.access")}
            </ButtonLink>
          )}
          <CopyButton
            text={ticket(item, words.sentence(item))}
            label={t("why.copy")}
            announcement={t("why.copied")}
          />
          {item.apikey_id && (
            <ButtonLink
              variant="ghost"
              className="ml-auto"
              href={`/usage?${new URLSearchParams({ apikey_id: item.apikey_id, outcome: "denied", metric: "denials" })}`}
            >
              {t("why.keyEvents")}
            </ButtonLink>
          )}
        </>
      }
    >
      <ol className="flex flex-col gap-1">
        <Passed item={item} />
        <li className="mt-1 flex gap-3 rounded-control border border-bad-line bg-bad-soft px-3 py-2.5">
          <Mark tone="bad">
            <X aria-hidden />
          </Mark>
          <div>
            <p className="font-semibold">{words.cause(item)}</p>
            <p className="text-ink-2">{words.sentence(item)}</p>
          </div>
        </li>
      </ol>
      <p className="mt-4 text-ink-3 text-meta">
        {t("why.request")} <span className="mono wrap-anywhere">{item.request_id}</span>
      </p>
    </Dialog>
  );
}

function Title({ item }: { item: UsageItem }) {
  const t = useTranslations("usage.why");
  const action = item.detail?.action;
  if (item.action === "login") return t("titleLogin");
  return action ? t("title", { action }) : t("titleToken");
}

/** What held before the rule that decided; known only where a policy decided. */
function Passed({ item: { detail } }: { item: UsageItem }) {
  const t = useTranslations("usage.why");
  if (!detail) return null;
  const { code, namespace, region, repository } = detail;
  const inNamespace =
    namespace !== null && !["no-namespace", "no-slash", "catalog", "unsupported-type"].includes(code);
  const steps = [
    t("keyOk"),
    inNamespace && t("namespaceOk", { namespace, region }),
    code === "role-too-low" && t("policyOk", { repository, region }),
  ].filter((step) => step !== false);
  return steps.map((step) => (
    <li key={step} className="flex items-center gap-3 px-3 py-1">
      <Mark tone="ok">
        <Check aria-hidden />
      </Mark>
      {step}
    </li>
  ));
}

function Mark({ tone, children }: { tone: "ok" | "bad"; children: ReactNode }) {
  const look = tone === "ok" ? "border border-ok-line bg-ok-soft text-ok" : "bg-bad text-on-accent";
  return (
    <span
      className={`grid size-[18px] flex-none place-items-center rounded-full [&_svg]:size-3 [&_svg]:stroke-[2.4] ${look}`}
    >
      {children}
    </span>
  );
}

/** Plain facts, one a line, for whoever can change it. */
const ticket = (item: UsageItem, sentence: string): string =>
  [
    sentence,
    `at: ${item.at}`,
    `key: ${item.keyName ?? "unknown"} (${item.apikey_id ?? "-"})`,
    `identity: ${item.ownerName ?? "unknown"} (${item.iam_id ?? "-"})`,
    `region: ${item.region ?? "-"}`,
    `requested: ${item.requested.join(" ") || "-"}`,
    `client: ${item.user_agent} from ${item.ip}`,
    `request: ${item.request_id ?? "-"}`,
  ].join("\n");
