"use client";

import { Ellipsis, LockKeyhole, LockKeyholeOpen, Pencil, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import { IconButton } from "./ui/button";
import { Menu, MenuItem, MenuSeparator } from "./ui/menu";
import type { FormAction } from "./use-action-form";
import { useRun } from "./use-run";

const dialogs = () => import("./service-id-dialogs");
const EditServiceId = lazy(async () => ({ default: (await dialogs()).EditServiceId }));
const DeleteServiceId = lazy(async () => ({ default: (await dialogs()).DeleteServiceId }));

/** A service ID as its menu needs it. */
export type ServiceIdRow = {
  id: string;
  name: string;
  description: string | null;
  locked: boolean;
  entityTag: string;
  keyCount: number;
  /** Keys that still work. */
  activeKeyCount: number;
  policyCount: number;
};

/** The server actions on one service ID; each gets `serviceId`. */
export type ServiceIdActions = {
  update: FormAction<unknown>;
  setLocked: FormAction<unknown>;
  remove: FormAction<unknown>;
};

/** Rename, lock, delete. */
export function ServiceIdMenu({ row, actions }: { row: ServiceIdRow; actions: ServiceIdActions }) {
  const t = useTranslations("service-ids");
  const [asking, setAsking] = useState<"edit" | "delete">();
  const run = useRun();
  const lock = (locked: boolean) =>
    run(
      actions.setLocked,
      { serviceId: row.id, locked: String(locked) },
      t(locked ? "lock.done" : "unlock.done"),
    );
  const close = () => setAsking(undefined);
  return (
    <>
      <Menu
        trigger={
          <IconButton label={t("page.more", { name: row.name })} variant="default" tooltip={false}>
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        {row.locked ? (
          <MenuItem icon={<LockKeyholeOpen aria-hidden />} onSelect={() => lock(false)}>
            {t("unlock.action")}
          </MenuItem>
        ) : (
          <>
            <MenuItem icon={<Pencil aria-hidden />} onSelect={() => setAsking("edit")}>
              {t("edit.action")}
            </MenuItem>
            <MenuItem icon={<LockKeyhole aria-hidden />} hint={t("lock.hint")} onSelect={() => lock(true)}>
              {t("lock.action")}
            </MenuItem>
            <MenuSeparator />
            <MenuItem icon={<Trash2 aria-hidden />} danger onSelect={() => setAsking("delete")}>
              {t("delete.action")}
            </MenuItem>
          </>
        )}
      </Menu>
      <Suspense>
        {asking === "edit" && <EditServiceId row={row} action={actions.update} onClose={close} />}
        {asking === "delete" && <DeleteServiceId row={row} action={actions.remove} onClose={close} />}
      </Suspense>
    </>
  );
}
