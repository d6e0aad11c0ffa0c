import { useTranslations } from "next-intl";
import { Panel } from "@/components/ui/panel";
import { Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import { TwoLine } from "@/components/ui/two-line";
import { useFormat } from "@/components/use-format";
import { Ago } from "@/components/use-stamp";
import { parseUserAgent } from "@/lib/domain/client";
import type { OwnSession } from "@/lib/services/sessions";
import { EndSession, SignOutEverywhere } from "./session-buttons";

/** Where one is signed in, with the way to end each. */
export function SessionsPanel({ sessions }: { sessions: OwnSession[] }) {
  const t = useTranslations("profile.sessions");
  const format = useFormat();
  return (
    <Panel
      title={t("title")}
      meta={format.number(sessions.length)}
      actions={<SignOutEverywhere />}
      footer={t("limits")}
    >
      <Table label={t("title")}>
        <THead>
          <Th>{t("client")}</Th>
          <Th>{t("lastSeen")}</Th>
          <Th>{t("signedIn")}</Th>
          <Th>{t("method")}</Th>
          <Th hidden>{t("end")}</Th>
        </THead>
        <TBody>
          {sessions.map((session) => (
            <Tr key={session.id}>
              <Td card="name">
                <TwoLine
                  strong
                  title={
                    <span className="inline-flex items-center gap-2">
                      {browserOf(session.userAgent) || t("unknown")}
                      {session.current && <Tag tone="accent">{t("current")}</Tag>}
                    </span>
                  }
                  sub={<span className="mono">{session.ip}</span>}
                />
              </Td>
              <Td card="status">
                <Ago at={session.lastSeenAt} />
              </Td>
              <Td card="detail">{format.dateTime(session.createdAt)}</Td>
              <Td>{t(`methods.${session.method === "company" ? "company" : "password"}`)}</Td>
              <Td card="action" className="text-right">
                {!session.current && (
                  <EndSession id={session.id} name={browserOf(session.userAgent) || session.ip} />
                )}
              </Td>
            </Tr>
          ))}
        </TBody>
      </Table>
    </Panel>
  );
}

const browsers = [
  [/\bEdg(?:A|iOS)?\/(\d+)/, "Edge"],
  [/\bOPR\/(\d+)/, "Opera"],
  [/\b(?:Firefox|FxiOS)\/(\d+)/, "Firefox"],
  [/\b(?:Headless)?(?:Chrome|CriOS)\/(\d+)/, "Chrome"],
  [/\bVersion\/(\d+).*\bSafari\//, "Safari"],
] as const;
const systems = [
  [/Windows/, "Windows"],
  [/Android/, "Android"],
  [/iPhone|iPad/, "iOS"],
  [/Mac OS X/, "macOS"],
  [/Linux|X11/, "Linux"],
] as const;

/** "Firefox 128, Linux"; what isn't a browser by its own name. */
function browserOf(userAgent: string): string {
  for (const [pattern, name] of browsers) {
    const version = pattern.exec(userAgent)?.[1];
    const system = systems.find(([sign]) => sign.test(userAgent))?.[1];
    if (version) return [`${name} ${version}`, system].filter(Boolean).join(", ");
  }
  const { name, version } = parseUserAgent(userAgent);
  return `${name} ${version}`.trim();
}
