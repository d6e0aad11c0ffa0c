"use client";

import { Ellipsis } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import type { KeyRow } from "./key-row";
import { IconButton } from "./ui/button";
import { Menu } from "./ui/menu";
import type { FormAction } from "./use-action-form";
import { useRun } from "./use-run";

const items = () => import("./key-menu-items");
const KeyMenuItems = lazy(async () => ({ default: (await items()).KeyMenuItems }));
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

/** What is asked before it is done. */
export type KeyQuestion = "edit" | "disable" | "delete";

type KeyMenuProps = {
  row: KeyRow;
  actions: KeyActions;
  /** On the key's own page: no link to it, a wider button, and where to go once it's gone. */
  page?: { afterDelete: string };
};

/** What can be done with a key. Who may change nothing gets the link to its page alone. */
export function KeyMenu({ row, actions, page }: KeyMenuProps) {
  const common = useTranslations("common");
  const [asking, setAsking] = useState<KeyQuestion>();
  const run = useRun();
  const close = () => setAsking(undefined);
  if (!row.mayChange && page) return null;
  return (
    <>
      <Menu
        ahead={items}
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
        <KeyMenuItems row={row} actions={actions} page={page !== undefined} run={run} onAsk={setAsking} />
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
