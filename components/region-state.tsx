import { CircleCheck, CircleHelp, LockKeyholeOpen, TriangleAlert, Unplug } from "lucide-react";
import { useTranslations } from "next-intl";
import { StatusText } from "./ui/tag";

/** What asking a registry showed. */
export type RegionStateView = {
  state: "answering" | "wrong-realm" | "wrong-service" | "open" | "no-registry" | "unreachable";
  got: string | null;
  expected: string | null;
};

const looks = {
  answering: { tone: "ok", Icon: CircleCheck },
  "wrong-realm": { tone: "warn", Icon: TriangleAlert },
  "wrong-service": { tone: "warn", Icon: TriangleAlert },
  open: { tone: "bad", Icon: LockKeyholeOpen },
  "no-registry": { tone: "bad", Icon: TriangleAlert },
  unreachable: { tone: "bad", Icon: Unplug },
  unknown: { tone: "off", Icon: CircleHelp },
} as const;

/** A word for the state; null where it couldn't be asked. */
export function RegionState({ health }: { health: RegionStateView | null }) {
  const t = useTranslations("regions.states");
  const state = health?.state ?? "unknown";
  const { tone, Icon } = looks[state];
  return (
    <StatusText tone={tone} icon={<Icon aria-hidden />}>
      {t(state)}
    </StatusText>
  );
}

/** What the state means, and what to do. */
export function useRegionDetail(): (health: RegionStateView) => string {
  const t = useTranslations("regions");
  const reasonOf = (code: string) => {
    const key = `reasons.${code}` as "reasons.other";
    if (t.has(key)) return t(key, { code });
    return t(/CERT|SSL|TLS|SIGNED/.test(code) ? "reasons.certificate" : "reasons.other", { code });
  };
  return ({ state, got, expected }) =>
    t(`details.${state}`, {
      got: got ?? "",
      expected: expected ?? "",
      reason: state === "unreachable" ? reasonOf(got ?? "") : "",
    });
}
