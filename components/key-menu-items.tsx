"use client";

import {
  LockKeyhole,
  LockKeyholeOpen,
  Pause,
  Pencil,
  Play,
  SquareArrowOutUpRight,
  Trash2,
} from "lucide-react";
import { useTranslations } from "next-intl";
import type { KeyActions, KeyQuestion } from "./key-menu";
import type { KeyRow } from "./key-row";
import { MenuItem, MenuSeparator } from "./ui/menu";
import type { useRun } from "./use-run";

type KeyMenuItemsProps = {
  row: KeyRow;
  actions: KeyActions;
  /** On the key's own page: no link to it. */
  page: boolean;
  run: ReturnType<typeof useRun>;
  onAsk: (question: KeyQuestion) => void;
};

/** What the menu of a key holds. */
export function KeyMenuItems({ row, actions, page, run, onAsk }: KeyMenuItemsProps) {
  const t = useTranslations("api-keys");
  const disabled = row.status === "disabled";
  const change = (what: "setDisabled" | "setLocked", fields: Record<string, string>, done: string) => () =>
    run(actions[what], { keyId: row.id, ...fields }, done);
  return (
    <>
      {!page && (
        <MenuItem icon={<SquareArrowOutUpRight aria-hidden />} href={`/api-keys/${row.id}`}>
          {t("open")}
        </MenuItem>
      )}
      {row.mayChange && !row.locked && (
        <MenuItem icon={<Pencil aria-hidden />} onSelect={() => onAsk("edit")}>
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
            <MenuItem icon={<Pause aria-hidden />} onSelect={() => onAsk("disable")}>
              {t("disable.action")}
            </MenuItem>
          )}
          <MenuItem icon={<Trash2 aria-hidden />} danger onSelect={() => onAsk("delete")}>
            {t("delete.action")}
          </MenuItem>
        </>
      )}
    </>
  );
}
