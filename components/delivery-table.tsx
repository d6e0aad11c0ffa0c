import { CircleCheck, CircleX, Clock } from "lucide-react";
import { useTranslations } from "next-intl";
import type { AlertKind } from "@/lib/domain/alert";
import { Table, TBody, Td, THead, Th, Tr } from "./ui/table";
import { StatusText } from "./ui/tag";
import { TwoLine } from "./ui/two-line";
import { useFormat } from "./use-format";
import { Ago } from "./use-stamp";

type Delivery = {
  id: string;
  kind: AlertKind;
  subject: { name: string };
  channel: string;
  person: string | null;
  state: "waiting" | "sent" | "given-up";
  attempts: number;
  createdAt: Date;
  nextAt: Date | null;
  lastAnswer: string | null;
};

const looks = {
  waiting: { tone: "warn", Icon: Clock },
  sent: { tone: "ok", Icon: CircleCheck },
  "given-up": { tone: "bad", Icon: CircleX },
} as const;

/** What left the portal, and what came back. */
export function DeliveryTable({ rows }: { rows: readonly Delivery[] }) {
  const t = useTranslations("alerts.deliveries");
  const kinds = useTranslations("alerts.kinds");
  const format = useFormat();
  const to = ({ channel, person }: Delivery) =>
    channel === "mail"
      ? t("channels.mail", { person: person ?? "" })
      : t(channel === "slack" ? "channels.slack" : "channels.webhook");
  return (
    <Table label={t("title")}>
      <THead>
        <Th>{t("alert")}</Th>
        <Th>{t("to")}</Th>
        <Th>{t("state")}</Th>
        <Th>{t("answer")}</Th>
      </THead>
      <TBody>
        {rows.map((row) => {
          const { tone, Icon } = looks[row.state];
          return (
            <Tr key={row.id}>
              <Td card="name">
                <TwoLine title={row.subject.name} sub={kinds(row.kind)} />
              </Td>
              <Td card="detail">
                <TwoLine title={to(row)} sub={<Ago at={row.createdAt} />} />
              </Td>
              <Td card="status">
                <StatusText tone={tone} icon={<Icon aria-hidden />}>
                  {t(`states.${row.state}`)}
                </StatusText>
              </Td>
              <Td card="full">
                <TwoLine
                  title={<span className="mono">{row.lastAnswer ?? "–"}</span>}
                  sub={[
                    t("attempts", { count: row.attempts }),
                    row.nextAt && row.attempts > 0 && t("next", { at: format.time(row.nextAt, "minute") }),
                  ]
                    .filter(Boolean)
                    .join(", ")}
                />
              </Td>
            </Tr>
          );
        })}
      </TBody>
    </Table>
  );
}
