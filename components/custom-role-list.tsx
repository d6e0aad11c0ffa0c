"use client";

import { Ellipsis, Pencil, Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { actionsOfRole, type CustomRole } from "@/lib/domain/role";
import { useActionWords } from "./action-words";
import { CustomRoleForm } from "./custom-role-form";
import { Button, IconButton } from "./ui/button";
import { ConfirmDialog } from "./ui/confirm-dialog";
import { EmptyState } from "./ui/empty-state";
import { Menu, MenuItem } from "./ui/menu";
import { Panel } from "./ui/panel";
import { toast } from "./ui/toaster";
import { type FormAction, problemOf, useSend } from "./use-action-form";
import { useFormat } from "./use-format";
import { useReachable } from "./use-reachable";

/** A role of the account's own. */
export type CustomRoleRow = CustomRole & { id: string; entityTag: string; policyCount: number };

/** The server actions on custom roles; `replace` and `remove` get `id`. */
export type CustomRoleActions = {
  create: FormAction<unknown>;
  replace: FormAction<unknown>;
  remove: FormAction<unknown>;
};

type CustomRoleListProps = { roles: readonly CustomRoleRow[]; actions: CustomRoleActions };

/** The account's own roles with what they can do: made, changed and deleted in place. */
export function CustomRoleList({ roles, actions }: CustomRoleListProps) {
  const t = useTranslations("roles");
  const [adding, setAdding] = useState(false);
  return (
    <Panel
      title={t("title")}
      meta={roles.length > 0 && roles.length}
      footer={t("lead")}
      actions={
        <Button size="s" icon={<Plus aria-hidden />} onClick={() => setAdding(true)}>
          {t("new.action")}
        </Button>
      }
    >
      {roles.length === 0 ? (
        <EmptyState>{t("empty")}</EmptyState>
      ) : (
        <ul>
          {roles.map((role) => (
            <Item key={role.id} role={role} actions={actions} />
          ))}
        </ul>
      )}
      {adding && <CustomRoleForm action={actions.create} onClose={() => setAdding(false)} />}
    </Panel>
  );
}

type ItemProps = { role: CustomRoleRow; actions: CustomRoleActions };

function Item({ role, actions }: ItemProps) {
  const t = useTranslations("roles");
  const words = useActionWords();
  const format = useFormat();
  const given = actionsOfRole(role);
  return (
    <li className="flex items-start gap-2 border-line border-b py-2.5 pr-2.5 pl-4 last:border-b-0">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <b className="wrap-anywhere font-semibold">{role.displayName}</b>
          <span className="mono text-ink-3">{role.name}</span>
          <span className="text-ink-3 text-meta">{t("policies", { count: role.policyCount })}</span>
        </p>
        {role.description && <p className="wrap-anywhere mt-0.5 text-ink-2">{role.description}</p>}
        <p className="mt-0.5 text-ink-3 text-meta">
          {given.length > 0 ? format.list(given.map(words)) : t("elsewhere")}
        </p>
      </div>
      <ItemMenu role={role} actions={actions} />
    </li>
  );
}

/** One for a service that isn't here has nothing to choose from: it can be deleted alone. */
function ItemMenu({ role, actions }: ItemProps) {
  const t = useTranslations("roles");
  const send = useSend();
  const reachable = useReachable();
  const [asking, setAsking] = useState<"edit" | "delete">();
  const close = () => setAsking(undefined);
  return (
    <>
      <Menu
        trigger={
          <IconButton label={t("more", { name: role.displayName })} size="s" tooltip={false}>
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        {actionsOfRole(role).length > 0 && (
          <MenuItem icon={<Pencil aria-hidden />} onSelect={() => setAsking("edit")}>
            {t("edit.action")}
          </MenuItem>
        )}
        <MenuItem icon={<Trash2 aria-hidden />} danger onSelect={() => setAsking("delete")}>
          {t("delete.action")}
        </MenuItem>
      </Menu>
      {asking === "edit" && <CustomRoleForm role={role} action={actions.replace} onClose={close} />}
      <ConfirmDialog
        open={asking === "delete"}
        onOpenChange={(open) => open || close()}
        title={t("delete.title", { name: role.displayName })}
        effect={t("delete.effect")}
        action={t("delete.action")}
        onConfirm={async () => {
          const problem = problemOf(await send(reachable(actions.remove), { id: role.id }));
          if (!problem) toast(t("delete.done"));
          return problem;
        }}
      />
    </>
  );
}
