"use client";

import clsx from "clsx";
import { Bookmark, Ellipsis, Pencil, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import { IconButton } from "./ui/button";
import { DialogButton } from "./ui/dialog-button";
import { Link } from "./ui/link";
import { Menu, MenuItem } from "./ui/menu";
import type { FormAction } from "./use-action-form";

const dialogs = () => import("./usage-view-dialogs");
const NameView = lazy(async () => ({ default: (await dialogs()).NameView }));
const DeleteView = lazy(async () => ({ default: (await dialogs()).DeleteView }));

export type View = { id: string; name: string; query: string };
type Actions = Record<"save" | "rename" | "remove", FormAction<unknown>>;

type UsageViewsProps = {
  views: readonly View[];
  /** What the page shows now. */
  query: string;
  actions: Actions;
};

/** The reader's named views. The one that is open can be renamed and deleted; what isn't kept yet can be kept. */
export function UsageViews({ views, query, actions }: UsageViewsProps) {
  const t = useTranslations("usage.views");
  const [asking, setAsking] = useState<"save" | "rename" | "delete">();
  const close = () => setAsking(undefined);
  const current = views.find((view) => view.query === query);
  return (
    <nav aria-label={t("label")} className="flex flex-wrap items-center gap-2">
      {views.map((view) => (
        <span
          key={view.id}
          className={clsx(
            "inline-flex max-w-full items-center rounded-control border",
            view === current
              ? "border-accent-line bg-accent-soft text-accent"
              : "border-line-strong bg-surface text-ink-2 hover:bg-hover",
          )}
        >
          <Link
            href={`/usage?${view.query}`}
            scroll={false}
            aria-current={view === current ? "true" : undefined}
            className="inline-flex h-10 min-w-0 items-center gap-1.5 px-2.5 font-medium md:h-[30px]"
          >
            <Bookmark size={14} aria-hidden />
            <span className="truncate">{view.name}</span>
          </Link>
          {view === current && (
            <Menu
              trigger={
                <IconButton label={t("more", { name: view.name })} size="s" variant="ghost" tooltip={false}>
                  <Ellipsis aria-hidden />
                </IconButton>
              }
            >
              <MenuItem icon={<Pencil aria-hidden />} onSelect={() => setAsking("rename")}>
                {t("rename.action")}
              </MenuItem>
              <MenuItem icon={<Trash2 aria-hidden />} danger onSelect={() => setAsking("delete")}>
                {t("delete.action")}
              </MenuItem>
            </Menu>
          )}
        </span>
      ))}
      {!current && (
        <DialogButton
          variant="ghost"
          icon={<Bookmark aria-hidden />}
          ahead={dialogs}
          onClick={() => setAsking("save")}
        >
          {t("save.action")}
        </DialogButton>
      )}
      <Suspense>
        {asking === "save" && <NameView ask="save" action={actions.save} fixed={{ query }} onClose={close} />}
        {asking === "rename" && current && (
          <NameView
            ask="rename"
            action={actions.rename}
            fixed={{ id: current.id }}
            name={current.name}
            onClose={close}
          />
        )}
        {asking === "delete" && current && (
          <DeleteView view={current} action={actions.remove} onClose={close} />
        )}
      </Suspense>
    </nav>
  );
}
