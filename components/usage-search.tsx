"use client";

import { Globe, IdCard, KeyRound, type LucideIcon, Package, Plus, Terminal, User } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Suspense, useRef, useState } from "react";
import { Button } from "./ui/button";
import { ComboboxPopup, fetchList } from "./ui/combobox-popup";
import { useSuggestions } from "./use-suggestions";

/** A narrowing of the view: which filter, and to what. */
export type UsageSuggestion = {
  filter: "apikey_id" | "iam_id" | "client" | "repository" | "ip";
  value: string;
  /** What it is called; the value where it has no name. */
  label: string;
};

type UsageSearchProps = {
  /** The view's address. */
  base: string;
  scope: "account" | "site";
  /** The reader's own identity, to choose without typing. */
  self?: string;
};

const icons: Record<UsageSuggestion["filter"], LucideIcon> = {
  apikey_id: KeyRound,
  iam_id: IdCard,
  client: Terminal,
  repository: Package,
  ip: Globe,
};

/** Narrows the view to a key, an identity, a client, a repository or an address, found by typing. */
export function UsageSearch({ base, scope, self }: UsageSearchProps) {
  const t = useTranslations("usage.search");
  const router = useRouter();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const text = typed.trim();
  const { found, isAsking } = useSuggestions<UsageSuggestion>(`/usage/suggestions?scope=${scope}&q=`, text);
  const me = { filter: "iam_id", value: self ?? "", label: t("me") } as const;
  const items = text === "" ? (self ? [me] : []) : found;
  const options = items.map((item) => {
    const Icon = item === me ? User : icons[item.filter];
    return {
      value: `${item.filter}=${encodeURIComponent(item.value)}`,
      label: item.label,
      detail: t(`kinds.${item.filter}`),
      icon: <Icon aria-hidden />,
    };
  });
  const choose = (chosen: string) => {
    setOpen(false);
    const [path, search] = base.split("?");
    const params = new URLSearchParams(search);
    for (const [name, value] of new URLSearchParams(chosen)) params.set(name, value);
    router.push(`${path}?${params}`, { scroll: false });
  };
  return (
    <>
      <Button
        ref={button}
        icon={<Plus aria-hidden />}
        aria-haspopup="dialog"
        aria-expanded={open}
        onPointerEnter={fetchList}
        onFocus={fetchList}
        onClick={() => setOpen(!open)}
      >
        {t("action")}
      </Button>
      {open && (
        <Suspense>
          <ComboboxPopup
            {...{ button, options }}
            label={t("action")}
            value=""
            query={typed}
            onQuery={setTyped}
            onChoose={({ value }) => choose(value)}
            onClose={() => setOpen(false)}
            filtered={isAsking ? "asking" : "found"}
            footer={t("hint")}
            className="w-[min(380px,calc(100vw-16px))]"
          />
        </Suspense>
      )}
    </>
  );
}
