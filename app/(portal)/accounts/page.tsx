import { getLocale, getTimeZone, getTranslations } from "next-intl/server";
import { switchAccountAction } from "@/app/_server/account-actions";
import { found } from "@/app/_server/found";
import { requireActor } from "@/app/_server/session";
import { PageHeader } from "@/components/page-header";
import { Avatar } from "@/components/ui/avatar";
import { SubmitButton } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import { TwoLine } from "@/components/ui/two-line";
import { formatDate } from "@/lib/i18n/format";
import { formatNumber } from "@/lib/i18n/format-number";
import { listAccounts } from "@/lib/services/accounts";
import { NewAccountButton } from "./new-account";

/** Every account of the site, for its administrators. */
export default async function AccountsPage() {
  const actor = await requireActor();
  const accounts = await found(listAccounts(actor));
  const [t, locale, timeZone] = await Promise.all([getTranslations("accounts"), getLocale(), getTimeZone()]);
  const number = (value: number) => formatNumber(value, locale);
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} actions={<NewAccountButton />} />
      <Panel title={t("panel")} meta={number(accounts.length)}>
        <Table label={t("panel")}>
          <THead>
            <Th>{t("columns.name")}</Th>
            <Th numeric>{t("columns.people")}</Th>
            <Th numeric>{t("columns.serviceIds")}</Th>
            <Th numeric>{t("columns.namespaces")}</Th>
            <Th>{t("columns.created")}</Th>
            <Th hidden>{t("columns.actions")}</Th>
          </THead>
          <TBody>
            {accounts.map((account) => (
              <Tr key={account.id}>
                <Td card="name">
                  <span className="flex items-center gap-2.5">
                    <Avatar name={account.name} shape="account" />
                    <TwoLine strong title={account.name} sub={<span className="mono">{account.id}</span>} />
                  </span>
                </Td>
                <Td numeric>{number(account.people)}</Td>
                <Td numeric>{number(account.serviceIds)}</Td>
                <Td numeric>{number(account.namespaces)}</Td>
                <Td card="detail">{formatDate(account.createdAt, { locale, timeZone })}</Td>
                <Td card="action" className="text-right">
                  {account.id === actor.accountId ? (
                    <Tag tone="accent">{t("current")}</Tag>
                  ) : (
                    account.mine && (
                      <form action={switchAccountAction}>
                        <input type="hidden" name="accountId" value={account.id} />
                        <SubmitButton size="s" aria-label={t("switchTo", { name: account.name })}>
                          {t("switch")}
                        </SubmitButton>
                      </form>
                    )
                  )}
                </Td>
              </Tr>
            ))}
          </TBody>
        </Table>
      </Panel>
    </>
  );
}
