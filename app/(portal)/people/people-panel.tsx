import { CircleCheck, Pause } from "lucide-react";
import { useTranslations } from "next-intl";
import { SearchField } from "@/components/search-field";
import { Avatar } from "@/components/ui/avatar";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState, ErrorState } from "@/components/ui/empty-state";
import { KeysetPager } from "@/components/ui/keyset-pager";
import { Panel } from "@/components/ui/panel";
import { Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import { StatusText, Tag } from "@/components/ui/tag";
import { TwoLine } from "@/components/ui/two-line";
import { useFormat } from "@/components/use-format";
import { Ago } from "@/components/use-stamp";
import type { Person } from "@/lib/services/people";
import { PersonMenu } from "./person-menu";

type PeoplePanelProps = {
  /** A page of them; null when they couldn't be loaded. */
  people: Person[] | null;
  /** How many there are on all pages. */
  total: number;
  search: string | undefined;
  /** Addresses of the neighbouring pages. */
  previous: string | undefined;
  next: string | undefined;
  /** The reader's own id. */
  self: string;
  /** May change roles and remove. */
  manages: boolean;
  /** May disable everywhere. */
  managesSite: boolean;
};

/** The account's people: role, state, how they sign in, when they were last here. */
export function PeoplePanel(props: PeoplePanelProps) {
  const { people, total, search, previous, next } = props;
  const t = useTranslations("people");
  const format = useFormat();
  return (
    <Panel title={t("panel")} meta={people && format.number(total)}>
      {(search || previous || next) && (
        <div className="border-line border-b px-4 py-2">
          <SearchField name="q" label={t("filter")} value={search} />
        </div>
      )}
      {!people && <ErrorState>{t("failed")}</ErrorState>}
      {people?.length === 0 && (
        <EmptyState action={<ButtonLink href="/people">{t("clear")}</ButtonLink>}>
          {t("noMatch", { query: search ?? "" })}
        </EmptyState>
      )}
      {people && people.length > 0 && <PeopleTable {...props} people={people} />}
      {(previous || next) && (
        <KeysetPager newer={previous} older={next} steps="place">
          {t("shown", { count: people?.length ?? 0, total })}
        </KeysetPager>
      )}
    </Panel>
  );
}

type PeopleTableProps = Pick<PeoplePanelProps, "self" | "manages" | "managesSite"> & { people: Person[] };

function PeopleTable({ people, self, manages, managesSite }: PeopleTableProps) {
  const t = useTranslations("people");
  const format = useFormat();
  return (
    <Table label={t("panel")}>
      <THead>
        <Th>{t("columns.name")}</Th>
        <Th>{t("columns.role")}</Th>
        <Th>{t("columns.status")}</Th>
        <Th>{t("columns.signsInWith")}</Th>
        <Th>{t("columns.lastSeen")}</Th>
        <Th>{t("columns.joined")}</Th>
        {(manages || managesSite) && <Th hidden>{t("columns.actions")}</Th>}
      </THead>
      <TBody>
        {people.map((person) => (
          <Tr key={person.id}>
            <Td card="name">
              <span className="flex items-center gap-2.5">
                <Avatar name={person.name} />
                <TwoLine
                  strong
                  title={person.id === self ? t("you", { name: person.name }) : person.name}
                  sub={person.email}
                />
              </span>
            </Td>
            <Td card="detail">
              <span className="inline-flex flex-wrap items-center gap-1.5">
                {t(`roles.${person.role}`)}
                {person.siteAdministrator && <Tag>{t("siteAdministrator")}</Tag>}
              </span>
            </Td>
            <Td card="status">
              {person.disabledAt ? (
                <StatusText tone="off" icon={<Pause aria-hidden />}>
                  {t("disabled")}
                </StatusText>
              ) : (
                <StatusText tone="ok" icon={<CircleCheck aria-hidden />}>
                  {t("active")}
                </StatusText>
              )}
            </Td>
            <Td>{format.list(person.signsInWith.map((way) => t(`ways.${way}`)))}</Td>
            <Td card="figure">
              {person.lastSeenAt ? (
                <Ago at={person.lastSeenAt} />
              ) : (
                <span className="text-ink-3">{t("neverSeen")}</span>
              )}
            </Td>
            <Td>{format.day(person.joinedAt)}</Td>
            {(manages || managesSite) && (
              <Td card="action" className="text-right">
                <PersonMenu
                  person={{
                    id: person.id,
                    name: person.name,
                    email: person.email,
                    role: person.role,
                    disabled: person.disabledAt !== null,
                  }}
                  isSelf={person.id === self}
                  manages={manages}
                  managesSite={managesSite}
                />
              </Td>
            )}
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}
