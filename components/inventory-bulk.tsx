"use client";

import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import type { KeyFilters } from "@/lib/domain/inputs/key-inventory";
import { type BulkAction, bulkActions } from "@/lib/domain/key-bulk";
import { Button } from "./ui/button";
import type { FormAction } from "./use-action-form";

const BulkDialog = lazy(async () => ({ default: (await import("./inventory-bulk-dialog")).BulkDialog }));

export type BulkPreview = {
  matched: number;
  changes: number;
  locked: number;
  notYours: number;
  alreadySo: number;
  usedLately: number;
  sample: string[];
};
export type BulkProgress = {
  id: string;
  action: BulkAction;
  total: number;
  changed: number;
  skipped: number;
  ended: boolean;
  undoable: boolean;
};

export type BulkServerActions = {
  /** Gets `request` (JSON) and `expiresAt`. */
  preview: FormAction<BulkPreview>;
  start: FormAction<BulkProgress>;
  /** Gets `id`. */
  proceed: FormAction<BulkProgress>;
  undo: FormAction<{ restored: number; left: number; ended: boolean }>;
};

/** Which keys: those that are named, or all that match. */
export type BulkSelection = { ids: readonly string[] } | { filters: KeyFilters };

type BulkDockProps = {
  selected: readonly string[];
  /** All of the page is selected: all that match can be. */
  pageFull: boolean;
  filters: KeyFilters;
  actions: BulkServerActions;
  onClear: () => void;
};

/** What can be done with the selected keys: docked below the list, so that it hides none of it. */
export function BulkDock({ selected, pageFull, filters, actions, onClear }: BulkDockProps) {
  const t = useTranslations("inventory");
  const [all, setAll] = useState(false);
  const [asking, setAsking] = useState<BulkAction>();
  if (selected.length === 0 && !asking) return null;
  const selection: BulkSelection = all && pageFull ? { filters } : { ids: selected };
  return (
    <div
      role="toolbar"
      aria-label={t("select.toolbar")}
      className="flex flex-wrap items-center gap-2 border-line border-t bg-sunken px-4 py-2 max-md:hidden"
    >
      <b className="font-semibold">
        {all && pageFull ? t("select.everything") : t("select.count", { count: selected.length })}
      </b>
      {pageFull && !all && (
        <Button size="s" variant="ghost" onClick={() => setAll(true)}>
          {t("select.allMatching")}
        </Button>
      )}
      <Button
        size="s"
        variant="ghost"
        onClick={() => {
          setAll(false);
          onClear();
        }}
      >
        {t("select.clear")}
      </Button>
      <span className="ml-auto flex flex-wrap gap-2">
        {bulkActions.map((action) => (
          <Button
            key={action}
            size="s"
            variant={action === "delete" ? "danger" : "default"}
            onClick={() => setAsking(action)}
          >
            {t(`bulk.${action}`)}
          </Button>
        ))}
      </span>
      {asking && (
        <Suspense>
          <BulkDialog
            action={asking}
            selection={selection}
            actions={actions}
            onClose={() => setAsking(undefined)}
          />
        </Suspense>
      )}
    </div>
  );
}
