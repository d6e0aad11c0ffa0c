import { LockKeyhole } from "lucide-react";
import { useTranslations } from "next-intl";
import { createApiKeyAction } from "@/app/(portal)/api-keys/actions";
import { LoginCommandsDialog } from "@/components/login-commands-dialog";
import { NewKey } from "@/components/new-key";
import { PageHeader } from "@/components/page-header";
import { ServiceIdMenu } from "@/components/service-id-menu";
import { Avatar } from "@/components/ui/avatar";
import { CopyButton } from "@/components/ui/copy-button";
import { Tag } from "@/components/ui/tag";
import type { ServiceIdDetail } from "@/lib/services/service-ids";
import { deleteServiceIdAction, setServiceIdLockedAction, updateServiceIdAction } from "../actions";

type ServiceIdHeaderProps = {
  service: ServiceIdDetail;
  activeKeyCount: number;
  suggestedLabel: string;
  commands: Omit<Parameters<typeof LoginCommandsDialog>[0], "name">;
};

/** Name, id, owner and purpose of a service ID, and what can be done with it. */
export function ServiceIdHeader(props: ServiceIdHeaderProps) {
  const { service, activeKeyCount, suggestedLabel, commands } = props;
  const t = useTranslations("service-ids");
  const lockedWord = useTranslations("api-keys.cells")("lockedTag");
  const { id, name, description, locked, entityTag, keyCount, policyCount, mayChange } = service;
  const row = { id, name, description, locked, entityTag, keyCount, policyCount, activeKeyCount };
  return (
    <PageHeader
      title={name}
      crumbs={[{ label: t("title"), href: "/service-ids" }]}
      badge={locked && <Tag icon={<LockKeyhole aria-hidden />}>{lockedWord}</Tag>}
      lead={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="inline-flex items-center gap-1">
            <span className="mono wrap-anywhere">{id}</span>
            <CopyButton
              iconOnly
              size="s"
              text={id}
              label={t("page.copyId")}
              announcement={t("page.copiedId")}
            />
          </span>
          <span className="inline-flex items-center gap-1.5" title={t("page.owner")}>
            <Avatar name={service.createdByName} size="s" />
            {service.createdByName}
          </span>
          {description && <span className="whitespace-pre-line">{description}</span>}
        </span>
      }
      actions={
        <>
          <LoginCommandsDialog name={name} {...commands} />
          {mayChange && (
            <>
              <NewKey
                owner={id}
                ownerName={name}
                suggestedLabel={suggestedLabel}
                action={createApiKeyAction}
              />
              <ServiceIdMenu
                row={row}
                actions={{
                  update: updateServiceIdAction,
                  setLocked: setServiceIdLockedAction,
                  remove: deleteServiceIdAction,
                }}
              />
            </>
          )}
        </>
      }
    />
  );
}
