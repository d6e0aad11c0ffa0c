import { CircleCheck, CirclePause, CircleX, ClockAlert, LockKeyhole, RefreshCw } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ComponentProps, ComponentType } from "react";
import { CircleDashed } from "./ui/circle-dashed";
import { StatusText, type StatusTone } from "./ui/tag";

const looks = {
  active: { tone: "ok", Icon: CircleCheck },
  expiring: { tone: "warn", Icon: ClockAlert },
  expired: { tone: "bad", Icon: CircleX },
  disabled: { tone: "off", Icon: CirclePause },
  locked: { tone: "off", Icon: LockKeyhole },
  "never-used": { tone: "off", Icon: CircleDashed },
  rotating: { tone: "accent", Icon: RefreshCw },
  retired: { tone: "off", Icon: CirclePause },
} satisfies Record<string, { tone: StatusTone; Icon: ComponentType<ComponentProps<"svg">> }>;

export type KeyState = keyof typeof looks;

type KeyStatusProps =
  | { state: Exclude<KeyState, "expiring"> }
  | {
      state: "expiring";
      /** Calendar days until the key ends; 0 is today. */
      daysLeft: number;
    };

/** A key's or service ID's state: shape and word, colour third. */
export function KeyStatus(props: KeyStatusProps) {
  const t = useTranslations("status");
  const { tone, Icon } = looks[props.state];
  return (
    <StatusText tone={tone} icon={<Icon aria-hidden />}>
      {props.state === "expiring" ? t("expiring", { days: props.daysLeft }) : t(props.state)}
    </StatusText>
  );
}
