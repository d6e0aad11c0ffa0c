import { Check, X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { ListedUse } from "@/lib/domain/usage";
import { useDenialSentence } from "./denial-sentence";
import { useUsageWords } from "./usage-words";

/** "Why was this push denied?" */
export function useDenialTitle(): (item: ListedUse) => string {
  const t = useTranslations("usage.why");
  return (item) => {
    if (item.action === "login") return t("titleLogin");
    return item.detail ? t("title", { action: item.detail.action }) : t("titleToken");
  };
}

/** What a request passed, and the rule that stopped it, with more about that rule as children. */
export function DenialSteps({ item, children }: { item: ListedUse; children?: ReactNode }) {
  const words = useUsageWords();
  const sentence = useDenialSentence();
  return (
    <ol className="flex flex-col gap-1">
      <Passed item={item} />
      <li className="mt-1 flex gap-3 rounded-control border border-bad-line bg-bad-soft px-3 py-2.5">
        <Mark tone="bad">
          <X aria-hidden />
        </Mark>
        <div className="wrap-anywhere min-w-0">
          <p className="font-semibold">{words.cause(item)}</p>
          <p className="text-ink-2">{sentence(item)}</p>
          {children}
        </div>
      </li>
    </ol>
  );
}

/** What held before the rule that decided; known only where a policy decided. */
function Passed({ item: { detail } }: { item: ListedUse }) {
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
      className={`mt-px grid size-[18px] flex-none place-items-center rounded-full [&_svg]:size-3 [&_svg]:stroke-[2.4] ${look}`}
    >
      {children}
    </span>
  );
}

/** Plain facts, one a line, for whoever can change it. */
export function denialTicket(item: ListedUse, sentence: string): string {
  return [
    sentence,
    `at: ${item.at}`,
    `key: ${item.keyName ?? "unknown"} (${item.apikey_id ?? "-"})`,
    `identity: ${item.ownerName ?? "unknown"} (${item.iam_id ?? "-"})`,
    `region: ${item.region ?? "-"}`,
    `requested: ${item.requested.join(" ") || "-"}`,
    `client: ${item.user_agent} from ${item.ip}`,
    `request: ${item.request_id ?? "-"}`,
  ].join("\n");
}
