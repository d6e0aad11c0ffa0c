"use client";

import {
  Ellipsis,
  LockKeyhole,
  LockKeyholeOpen,
  Pause,
  Pencil,
  Play,
  SquareArrowOutUpRight,
  Trash2,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useState, useTransition } from "react";
import type { KeyRow } from "./key-row";
import { IconButton } from "./ui/button";
import { Menu, MenuItem, MenuSeparator } from "./ui/menu";
import { toast } from "./ui/toaster";
import { type FormAction, problemOf, useSend } from "./use-action-form";
import { useReachable } from "./use-reachable";

const DeleteKeyDialog = lazy(async () => ({ default: (await import("./key-confirm")).DeleteKeyDialog }));
const DisableKeyDialog = lazy(async () => ({ default: (await import("./key-confirm")).DisableKeyDialog }));
const EditKeyDialog = lazy(async () => ({ default: (await import("./key-edit")).EditKeyDialog }));

/** The server actions on one key; each gets `keyId`. */
export type KeyActions = {
  /** Gets `name`, `description`, `expiresAt`, `actionWhenLeaked`, `entityTag` as well. */
  update: FormAction<unknown>;
  /** Gets `disabled` = true or false. */
  setDisabled: FormAction<unknown>;
  /** Gets `locked` = true or false. */
  setLocked: FormAction<unknown>;
  remove: FormAction<unknown>;
};

type KeyMenuProps = {
  row: KeyRow;
  actions: KeyActions;
  /** On the key's own page: no link to it, a wider button, and where to go once it's gone. */
  page?: { afterDelete: string };
};

/** What can be done with a key. Who may change nothing gets the link to its page alone. */
export function KeyMenu({ row, actions, page }: KeyMenuProps) {
  const t = useTranslations("api-keys");
  const common = useTranslations("common");
  const [asking, setAsking] = useState<"edit" | "disable" | "delete">();
  const run = useRun();
  const disabled = row.status === "disabled";
  const change = (what: "setDisabled" | "setLocked", fields: Record<string, string>, done: string) => () =>
    run(actions[what], { keyId: row.id, ...fields }, done);
  const close = () => setAsking(undefined);
  if (!row.mayChange && page) return null;
  return (
    <>
      <Menu
        trigger={
          <IconButton
            label={common("moreActions", { name: row.name })}
            size={page ? "m" : "s"}
            variant={page ? "default" : "ghost"}
            tooltip={false}
          >
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        {!page && (
          <MenuItem icon={<SquareArrowOutUpRight aria-hidden />} href={`/api-keys/${row.id}`}>
            {t("open")}
          </MenuItem>
        )}
        {row.mayChange && !row.locked && (
          <MenuItem icon={<Pencil aria-hidden />} onSelect={() => setAsking("edit")}>
            {t("edit.action")}
          </MenuItem>
        )}
        {row.mayChange &&
          (row.locked ? (
            <MenuItem
              icon={<LockKeyholeOpen aria-hidden />}
              onSelect={change("setLocked", { locked: "false" }, t("unlock.done"))}
            >
              {t("unlock.action")}
            </MenuItem>
          ) : (
            <MenuItem
              icon={<LockKeyhole aria-hidden />}
              hint={t("lock.hint")}
              onSelect={change("setLocked", { locked: "true" }, t("lock.done"))}
            >
              {t("lock.action")}
            </MenuItem>
          ))}
        {row.mayChange && !row.locked && (
          <>
            <MenuSeparator />
            {disabled ? (
              <MenuItem
                icon={<Play aria-hidden />}
                onSelect={change("setDisabled", { disabled: "false" }, t("enable.done"))}
              >
                {t("enable.action")}
              </MenuItem>
            ) : (
              <MenuItem icon={<Pause aria-hidden />} onSelect={() => setAsking("disable")}>
                {t("disable.action")}
              </MenuItem>
            )}
            <MenuItem icon={<Trash2 aria-hidden />} danger onSelect={() => setAsking("delete")}>
              {t("delete.action")}
            </MenuItem>
          </>
        )}
      </Menu>
      <Suspense>
        {asking === "edit" && <EditKeyDialog row={row} action={actions.update} onClose={close} />}
        {asking === "disable" && <DisableKeyDialog row={row} action={actions.setDisabled} onClose={close} />}
        {asking === "delete" && (
          <DeleteKeyDialog
            row={row}
            action={actions.remove}
            onClose={close}
            {...(page && { leadsTo: page.afterDelete })}
          />
        )}
      </Suspense>
    </>
  );
}

/** Runs what needs no question: says what was done, or why it wasn't. */
export function useRun() {
  const send = useSend();
  const reachable = useReachable();
  const [, startTransition] = useTransition();
  return (action: FormAction<unknown>, fields: Record<string, string>, done: string) =>
    startTransition(async () => {
      const problem = problemOf(await send(reachable(action), fields));
      toast(problem ?? done, problem ? "bad" : "ok");
    });
}
