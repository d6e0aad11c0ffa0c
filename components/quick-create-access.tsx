"use client";

import { useTranslations } from "next-intl";
import { lazy, Suspense } from "react";
import type { Grant } from "@/lib/domain/grant";
import { highestServiceRole, registryRoleTitles, type ServiceRole, serviceRoles } from "@/lib/domain/role";
import type { Place } from "./quick-create";
import { ExistingNamespace, NewNamespace } from "./quick-create-namespace";
import { firstReach, type Held, type NamespaceChoice, type Reach } from "./quick-create-rules";
import type { RegionChoice } from "./region-name";
import { Field } from "./ui/field";
import { Segmented } from "./ui/segmented";

// All that can be said of a role is more than all else of the form; the server has said it by then.
const GrantSentence = lazy(async () => ({ default: (await import("./grant-sentence")).GrantSentence }));

type QuickCreateAccessProps = {
  regions: readonly RegionChoice[];
  namespaces: readonly NamespaceChoice[];
  namespaceRegions: readonly string[];
  lastNamespace: string | null;
  held: Held;
  /** What the service ID of that name has already. */
  existing: readonly Grant[];
  place: Place;
  reach: Reach | null;
  givable: readonly ServiceRole[];
  role: ServiceRole;
  onPlace: (place: Place) => void;
  onRole: (role: ServiceRole) => void;
  error: (field: string) => string | undefined;
};

/** What the key may do: a namespace, there or new, and a role on it, with what that means in words. */
export function QuickCreateAccess(props: QuickCreateAccessProps) {
  const { namespaces, namespaceRegions, held, existing, place, reach, givable, role } = props;
  const { onPlace, onRole, error } = props;
  const t = useTranslations("home.form");
  const mayCreate = namespaceRegions.length > 0;
  const host = props.regions.find(({ id }) => place.kind === "new" && id === place.region)?.host ?? "";
  const example = `${host}/${place.name || t("newNamespacePlaceholder")}/api`;
  const anywhere = namespaces.some((namespace) => firstReach(held, namespace));
  if (!anywhere && !mayCreate)
    return (
      <Field as="group" label={t("access")}>
        <p className="text-ink-2">{t(namespaces.length === 0 ? "noNamespace" : "nothingHeld")}</p>
        <input type="hidden" name="namespace" value="" />
      </Field>
    );
  return (
    <Field
      as="group"
      label={t("access")}
      error={error("namespace") ?? error("name") ?? error("role") ?? error("roles")}
      hint={
        <>
          <Meaning {...{ reach, role, givable, held, existing }} />
          {place.kind === "new" && <span className="block">{t("newNamespaceHint", { example })}</span>}
        </>
      }
    >
      <fieldset className="flex flex-col gap-2 md:flex-row md:flex-wrap">
        <legend className="sr-only">{t("access")}</legend>
        {place.kind === "new" ? <NewNamespace {...props} place={place} /> : <ExistingNamespace {...props} />}
        <Segmented
          size="l"
          label={t("role")}
          name="role"
          value={role}
          onValueChange={onRole}
          options={serviceRoles.map((value) => ({
            value,
            label: t(`roles.${value}`),
            disabled: reach !== null && !givable.includes(value),
          }))}
          className="max-md:w-full"
        />
      </fieldset>
      {place.kind === "new" && namespaces.length > 0 && (
        <button
          type="button"
          className="link mt-2"
          onClick={() =>
            onPlace({ kind: "existing", name: props.lastNamespace ?? namespaces[0]?.name ?? "" })
          }
        >
          {t("useExisting")}
        </button>
      )}
    </Field>
  );
}

type MeaningProps = Pick<QuickCreateAccessProps, "reach" | "role" | "givable" | "held" | "existing">;

function Meaning({ reach, role, givable, held, existing }: MeaningProps) {
  const t = useTranslations("home.form");
  if (!reach?.namespace) return null;
  const most = highestServiceRole(givable);
  // Nothing fits a reach that the person widened beyond their own.
  const own = held.grants.filter((grant) => (grant.namespace ?? reach.namespace) === reach.namespace);
  const ownRole = registryRoleTitles(own.flatMap((grant) => grant.roles));
  // The region stands below; beside others it matters here too.
  const region = existing.length > 0 ? reach.region : null;
  return (
    <>
      <Suspense fallback={<span className="block">…</span>}>
        <GrantSentence grant={{ policyId: "", roles: [role], ...reach, region }} others={existing} />
      </Suspense>
      {most !== "Manager" && ownRole && (
        <span className="block">{t("beyondOwn", { held: ownRole, namespace: reach.namespace })}</span>
      )}
    </>
  );
}
