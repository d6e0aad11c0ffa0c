import { Clock, TimerOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { Panel } from "@/components/ui/panel";
import { Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import { StatusText } from "@/components/ui/tag";
import { TwoLine } from "@/components/ui/two-line";
import { useFormat } from "@/components/use-format";
import { Ago } from "@/components/use-stamp";
import type { InvitationView } from "@/lib/services/invitations";
import { RevokeInvitation } from "./revoke-invitation";

/** Invitations that wait to be taken up, and those whose 24 hours are over. */
export function InvitationsPanel({
  invitations,
  manages,
}: {
  invitations: InvitationView[];
  manages: boolean;
}) {
  const t = useTranslations("people.invitations");
  const roles = useTranslations("people.roles");
  const format = useFormat();
  return (
    <Panel title={t("panel")} meta={format.number(invitations.length)}>
      <Table label={t("panel")}>
        <THead>
          <Th>{t("email")}</Th>
          <Th>{t("status")}</Th>
          <Th>{t("sent")}</Th>
          {manages && <Th hidden>{t("revoke")}</Th>}
        </THead>
        <TBody>
          {invitations.map(({ id, email, role, state, createdAt, expiresAt }) => (
            <Tr key={id}>
              <Td card="name">
                <TwoLine strong title={email} sub={roles(role)} />
              </Td>
              <Td card="status">
                {state === "open" ? (
                  <StatusText tone="accent" icon={<Clock aria-hidden />}>
                    {t("openUntil", {
                      when: `${format.day(expiresAt)}, ${format.time(expiresAt, "minute")}`,
                    })}
                  </StatusText>
                ) : (
                  <StatusText tone="off" icon={<TimerOff aria-hidden />}>
                    {t("expired")}
                  </StatusText>
                )}
              </Td>
              <Td card="detail">
                <Ago at={createdAt} />
              </Td>
              {manages && (
                <Td card="action" className="text-right">
                  <RevokeInvitation id={id} email={email} />
                </Td>
              )}
            </Tr>
          ))}
        </TBody>
      </Table>
    </Panel>
  );
}
