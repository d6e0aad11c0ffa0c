"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { hostsReached } from "@/lib/domain/coverage";
import type { Grant } from "@/lib/domain/grant";
import { KeyCreatedFacts } from "./key-created-facts";
import { LiveEvents } from "./live-events";
import { LiveLine } from "./live-line";
import type { KeyAccess } from "./login-commands";
import { AllLoginCommands } from "./login-commands-all";
import { PageHeader } from "./page-header";
import type { RegionChoice } from "./region-name";
import { SecretOnce } from "./secret-once";
import { Button } from "./ui/button";
import { ButtonLink } from "./ui/button-link";
import { ConfirmDialog } from "./ui/confirm-dialog";
import { Note } from "./ui/note";
import { useLiveUses } from "./use-live-uses";

/** A key that was just made, with its value: what the server action returns, once. */
export type CreatedKey = {
  secret: string;
  id: string;
  name: string;
  description: string | null;
  /** `wfk_8FqT2m…`. */
  display: string | null;
  createdAt: Date;
  expiresAt: Date | null;
  owner: { kind: "user" | "service-id"; id: string; name: string };
  grants: readonly Grant[];
  administrator: boolean;
  /** The one that it was made for. */
  namespace?: string;
  /** Set when the quick form added to a service ID that was there. */
  reused?: boolean;
  namespaceMade?: { region: string; name: string } | null;
};

type KeyCreatedProps = {
  created: CreatedKey;
  regions: readonly RegionChoice[];
  namespaces: KeyAccess["namespaces"];
  onSaved: () => void;
  onDone: () => void;
  /** The person wants to leave without having saved the key: asks. */
  leaving: boolean;
  onStay: () => void;
  onLeave: () => void;
};

/** Save the key, log in with it, see it used. */
export function KeyCreated(props: KeyCreatedProps) {
  const { created, regions, namespaces, onSaved, onDone, leaving, onStay, onLeave } = props;
  const t = useTranslations("api-keys.created");
  const secretWords = useTranslations("common.secret");
  const keyWords = useTranslations("api-keys");
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => {
    window.scrollTo(0, 0);
    top.current?.querySelector("h1")?.focus();
  }, []);
  const { owner, name, description, grants, administrator } = created;
  const live = useLiveUses(created.id);
  const keyHref = `/api-keys/${created.id}`;
  return (
    <div
      ref={top}
      className="mx-auto grid max-w-[1120px] items-start gap-x-6 gap-y-4 lg:grid-cols-[minmax(0,1fr)_292px]"
    >
      <div className="min-w-0">
        <PageHeader
          size="decision"
          title={t("title", { name: owner.kind === "service-id" ? owner.name : name })}
          crumb={t("crumb")}
          lead={secretWords("saveNow")}
        />
        <Notices created={created} />
        <div className="rounded-panel border border-line bg-surface shadow-1">
          <Step number={1} title={t("stepSave")}>
            <SecretOnce
              secret={created.secret}
              name={name}
              {...(description && { description })}
              createdAt={created.createdAt.toISOString()}
              onSaved={onSaved}
            />
          </Step>
          <Step number={2} title={t("stepLogin")} inline>
            {(heading) => (
              <AllLoginCommands
                regions={regions}
                access={{ grants, administrator, namespaces }}
                secret={created.secret}
                {...(created.namespace && { namespace: created.namespace })}
                heading={heading}
              />
            )}
          </Step>
          <LiveLine
            className="rounded-b-panel"
            live={live}
            regions={regions}
            hosts={hostsReached(created, namespaces, regions)}
            denialsHref={`${keyHref}?outcome=denied#usage`}
            actions={
              <>
                {live.uses.length > 0 && (
                  <ButtonLink size="s" href={keyHref}>
                    {keyWords("seeUse")}
                  </ButtonLink>
                )}
                <Button size="s" onClick={onDone}>
                  {t("done")}
                </Button>
              </>
            }
          />
        </div>
      </div>
      <KeyCreatedFacts created={created} namespaces={namespaces}>
        <LiveEvents live={live} />
      </KeyCreatedFacts>
      <ConfirmDialog
        open={leaving}
        onOpenChange={(open) => open || onStay()}
        title={secretWords("leaveTitle")}
        effect={secretWords("leaveText")}
        action={secretWords("leave")}
        cancel={secretWords("stay")}
        onConfirm={onLeave}
      />
    </div>
  );
}

function Notices({ created: { owner, reused, namespaceMade } }: { created: CreatedKey }) {
  const t = useTranslations("api-keys.created");
  if (!reused && !namespaceMade) return null;
  return (
    <Note tone="ok" className="mb-4">
      {reused && <p>{t("reused", { name: owner.name })}</p>}
      {namespaceMade && <p>{t("namespaceMade", namespaceMade)}</p>}
    </Note>
  );
}

type StepProps = {
  number: number;
  title: string;
  /** The heading stands in the content's first line, which gets it. */
  inline?: boolean;
  children: ReactNode | ((heading: ReactNode) => ReactNode);
};

function Step({ number, title, inline = false, children }: StepProps) {
  const id = useId();
  const heading = (
    <h2 id={id} className="font-[560] text-step leading-6 tracking-[-.014em]">
      {title}
    </h2>
  );
  return (
    <section
      aria-labelledby={id}
      className="grid gap-x-3.5 border-line border-b p-4 last:border-b-0 md:grid-cols-[24px_minmax(0,1fr)] md:p-5"
    >
      <span
        aria-hidden="true"
        className="hidden size-6 place-items-center rounded-full inset-ring inset-ring-line-strong font-[560] text-ink-2 text-meta md:grid"
      >
        {number}
      </span>
      <div className="min-w-0">
        {!inline && <div className="mb-2.5">{heading}</div>}
        {typeof children === "function" ? children(heading) : children}
      </div>
    </section>
  );
}
