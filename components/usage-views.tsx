"use client";

import clsx from "clsx";
import { Bookmark, Ellipsis, Pencil, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormDialog } from "./form-dialog";
import { Button, IconButton } from "./ui/button";
import { ConfirmDialog } from "./ui/confirm-dialog";
import { Field } from "./ui/field";
import { Input } from "./ui/input";
import { Link } from "./ui/link";
import { Menu, MenuItem } from "./ui/menu";
import { toast } from "./ui/toaster";
import { type FormAction, problemOf, useSend } from "./use-action-form";
import { useReachable } from "./use-reachable";

type View = { id: string; name: string; query: string };
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
        <Button variant="ghost" icon={<Bookmark aria-hidden />} onClick={() => setAsking("save")}>
          {t("save.action")}
        </Button>
      )}
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
    </nav>
  );
}

type NameViewProps = {
  ask: "save" | "rename";
  action: FormAction<unknown>;
  fixed: Record<string, string>;
  name?: string;
  onClose: () => void;
};

function NameView({ ask, action, fixed, name = "", onClose }: NameViewProps) {
  const t = useTranslations("usage.views");
  return (
    <FormDialog
      title={t(`${ask}.title`)}
      description={t("text")}
      submit={t(`${ask}.submit`)}
      action={action}
      fields={["name"]}
      onClose={onClose}
      onDone={() => toast(t(`${ask}.done`))}
    >
      {(error) => (
        <>
          {Object.entries(fixed).map(([field, value]) => (
            <input key={field} type="hidden" name={field} value={value} />
          ))}
          <Field label={t("name")} error={error("name")}>
            <Input autoFocus name="name" defaultValue={name} autoComplete="off" />
          </Field>
        </>
      )}
    </FormDialog>
  );
}

type DeleteViewProps = { view: View; action: FormAction<unknown>; onClose: () => void };

function DeleteView({ view, action, onClose }: DeleteViewProps) {
  const t = useTranslations("usage.views.delete");
  const send = useSend();
  const reachable = useReachable();
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t("title", { name: view.name })}
      effect={t("effect")}
      action={t("action")}
      onConfirm={async () => {
        const problem = problemOf(await send(reachable(action), { id: view.id }));
        if (problem) return problem;
        toast(t("done"));
      }}
    />
  );
}
