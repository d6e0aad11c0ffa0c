"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, useState } from "react";
import type { Grant } from "@/lib/domain/grant";
import type { ServiceRole } from "@/lib/domain/role";
import { ActionNote } from "./action-note";
import type { CreatedKey } from "./key-created";
import { useShowCreatedKey } from "./key-created-place";
import { QuickCreateAccess } from "./quick-create-access";
import { QuickCreateDefaults } from "./quick-create-defaults";
import { useNewRegion } from "./quick-create-namespace";
import { firstReach, givableRoles, type Held, type NamespaceChoice, presetRole } from "./quick-create-rules";
import type { RegionChoice } from "./region-name";
import { Field } from "./ui/field";
import { Input } from "./ui/input";
import { Tag } from "./ui/tag";
import { type FormAction, useActionForm } from "./use-action-form";
import { useReachable } from "./use-reachable";

export type QuickCreateProps = {
  action: FormAction<CreatedKey>;
  regions: readonly RegionChoice[];
  namespaces: readonly NamespaceChoice[];
  /** Regions in which the person may create a namespace. */
  namespaceRegions: readonly string[];
  /** Preselected: the one used last. */
  lastNamespace: string | null;
  /** The person's own service IDs, newest first: of one that is named, the oldest gets a further key. */
  serviceIds: readonly { name: string; grants: readonly Grant[] }[];
  held: Held;
};

/** Where the new key leads: a namespace that is there, or one that is made with it. */
export type Place = { kind: "existing"; name: string } | { kind: "new"; name: string; region: string };

/** What the person decided themselves; the rest is decided for them. */
export type Choices = {
  role?: ServiceRole;
  /** "" is every region. */
  region?: string;
  pattern?: string;
  expiry: string;
};

const shownFields = [
  ...["label", "namespace", "name", "role", "roles", "region"],
  ...["pattern", "repositoryPattern", "expiresAt", "description"],
];

/** The one form: a label, a namespace and a role, and a key that works. */
export function QuickCreate(props: QuickCreateProps) {
  const { action, regions, namespaces, namespaceRegions, lastNamespace, serviceIds, held } = props;
  const t = useTranslations("home.form");
  const show = useShowCreatedKey();
  const reachable = useReachable();
  const { form, pending, error, failure, code } = useActionForm(reachable(action), show);
  const [label, setLabel] = useState("");
  const [chosenPlace, setPlace] = useState<Place>();
  // Until the person chooses, what the page knows decides: also when it learns of a new namespace.
  const [newRegion] = useNewRegion(namespaceRegions);
  const place = chosenPlace ?? firstPlace(props, newRegion);
  const [choices, setChoices] = useState<Choices>({ expiry: "90d" });

  const namespace = namespaces.find(({ name }) => name === place.name);
  const first =
    place.kind === "new"
      ? { region: place.region, namespace: place.name, repositoryPattern: null }
      : namespace
        ? firstReach(held, namespace)
        : null;
  const reach = first && {
    namespace: first.namespace,
    region: choices.region === undefined || place.kind === "new" ? first.region : choices.region || null,
    repositoryPattern: choices.pattern === undefined ? first.repositoryPattern : choices.pattern || null,
  };
  const givable = reach ? givableRoles(held, reach) : [];
  const wanted = choices.role ?? presetRole(label);
  const role = givable.includes(wanted) ? wanted : (givable.at(-1) ?? wanted);
  const change = (some: Partial<Choices>) => setChoices({ ...choices, ...some });
  const move = (next: Place) => {
    setPlace(next);
    if (next.kind === "new" && place.kind === "new") return;
    // Another namespace is elsewhere: what was chosen for the last one doesn't fit.
    const { region: _, pattern: __, ...kept } = choices;
    setChoices(kept);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (!nothing) event.currentTarget.requestSubmit();
  };
  const refusal = failure(...shownFields);
  const nothing = namespaceRegions.length === 0 && !namespaces.some((one) => firstReach(held, one) !== null);
  const reused = serviceIds.findLast(({ name }) => name === label.trim());
  return (
    <form
      noValidate
      aria-label={t("title")}
      {...form}
      onKeyDown={onKeyDown}
      className="flex min-w-0 flex-col rounded-panel border border-line bg-surface shadow-1"
    >
      <div className="flex flex-1 flex-col gap-[18px] p-4 md:p-5">
        <Field label={t("label")} hint={t("labelHint")} error={error("label")}>
          <Input
            name="label"
            value={label}
            onChange={(event) => setLabel(event.target.value)}
            // The page is this form, and its first field is its purpose
            autoFocus
            autoComplete="off"
            spellCheck={false}
            placeholder={t("labelPlaceholder")}
            trailing={
              label.trim() !== "" && (
                <Tag tone={reused ? "accent" : "neutral"}>
                  {reused ? t("addsTo", { name: shorten(label.trim()) }) : t("newServiceId")}
                </Tag>
              )
            }
          />
        </Field>
        <QuickCreateAccess
          {...{ regions, namespaces, namespaceRegions, lastNamespace, held, place, reach, givable, role }}
          existing={reused?.grants ?? []}
          onPlace={move}
          onRole={(next) => change({ role: next })}
          error={error}
        />
        {refusal && (
          <ActionNote state={{ status: "failed", code, message: `${refusal} ${t("nothingCreated")}` }} />
        )}
      </div>
      <QuickCreateDefaults
        {...{ regions, reach, choices }}
        fixedRegion={place.kind === "new"}
        onChange={change}
        pending={pending}
        nothing={nothing}
        error={error}
      />
      {reach && <input type="hidden" name="region" value={reach.region ?? ""} />}
      {reach && <input type="hidden" name="pattern" value={reach.repositoryPattern ?? ""} />}
      {place.kind === "new" && <input type="hidden" name="createNamespace" value="true" />}
    </form>
  );
}

function firstPlace(
  { namespaces, namespaceRegions, lastNamespace, held }: QuickCreateProps,
  newRegion: string,
): Place {
  const usable = namespaces.filter((namespace) => firstReach(held, namespace));
  const chosen = usable.find(({ name }) => name === lastNamespace) ?? usable[0];
  if (chosen || namespaceRegions.length === 0) return { kind: "existing", name: chosen?.name ?? "" };
  return { kind: "new", name: "", region: newRegion };
}

const shorten = (name: string) => (name.length > 24 ? `${name.slice(0, 23)}…` : name);
