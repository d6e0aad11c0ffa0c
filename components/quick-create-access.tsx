"use client";

import { Box, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { highestServiceRole, type ServiceRole, serviceRoles } from "@/lib/domain/role";
import { GrantSentence } from "./grant-sentence";
import type { Place } from "./quick-create";
import { firstReach, type Held, type NamespaceChoice, type Reach } from "./quick-create-rules";
import { type RegionChoice, useRegionName } from "./region-name";
import { Combobox } from "./ui/combobox";
import { Field } from "./ui/field";
import { Input } from "./ui/input";
import { Segmented } from "./ui/segmented";
import { Select } from "./ui/select";

type QuickCreateAccessProps = {
  regions: readonly RegionChoice[];
  namespaces: readonly NamespaceChoice[];
  namespaceRegions: readonly string[];
  lastNamespace: string | null;
  held: Held;
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
  const { namespaces, namespaceRegions, held, place, reach, givable, role, onPlace, onRole, error } = props;
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
          <Meaning {...{ reach, role, givable, held }} />
          {place.kind === "new" && <span className="block">{t("newNamespaceHint", { example })}</span>}
        </>
      }
    >
      <fieldset className="flex flex-col gap-2 md:flex-row md:flex-wrap">
        <legend className="sr-only">{t("access")}</legend>
        {place.kind === "new" ? (
          <NewNamespace {...props} place={place} />
        ) : (
          <ExistingNamespace {...props} mayCreate={mayCreate} />
        )}
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

type PlaceProps = QuickCreateAccessProps & { mayCreate: boolean };

function ExistingNamespace(props: PlaceProps) {
  const { namespaces, namespaceRegions, held, place, onPlace, mayCreate } = props;
  const t = useTranslations("home.form");
  return (
    <Combobox
      aria-label={t("namespace")}
      name="namespace"
      value={place.name}
      onValueChange={(name) => onPlace({ kind: "existing", name })}
      placeholder={t("namespacePlaceholder")}
      className="min-w-0 max-md:w-full md:flex-[1_1_180px]"
      options={namespaces.map((namespace) => {
        const usable = firstReach(held, namespace) !== null;
        const { name, regions } = namespace;
        const where =
          regions.length === 1 ? (regions[0] ?? "") : t("namespaceRegions", { count: regions.length });
        return {
          value: name,
          label: name,
          icon: <Box aria-hidden />,
          detail: usable ? where : t("notHeld"),
          disabled: !usable,
        };
      })}
      footer={
        mayCreate && (
          <button
            type="button"
            className="link inline-flex items-center gap-1.5"
            onClick={() => onPlace({ kind: "new", name: "", region: namespaceRegions[0] ?? "" })}
          >
            <Plus size={15} aria-hidden />
            {t("createNamespace")}
          </button>
        )
      }
    />
  );
}

function NewNamespace(props: QuickCreateAccessProps & { place: Extract<Place, { kind: "new" }> }) {
  const { regions, namespaceRegions, namespaces, place, onPlace } = props;
  const t = useTranslations("home.form");
  const nameOf = useRegionName();
  return (
    <>
      <Input
        aria-label={t("newNamespace")}
        name="namespace"
        icon={<Box aria-hidden />}
        value={place.name}
        onChange={(event) => onPlace({ ...place, name: event.target.value })}
        // It takes the place of the picker that had the focus
        autoFocus={namespaces.length > 0}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        placeholder={t("newNamespacePlaceholder")}
        className="min-w-0 max-md:w-full md:flex-[1_1_150px]"
      />
      <Select
        aria-label={t("newNamespaceRegion")}
        value={place.region}
        onValueChange={(region) => onPlace({ ...place, region })}
        options={regions
          .filter(({ id }) => namespaceRegions.includes(id))
          .map((region) => ({ value: region.id, label: region.id, hint: nameOf(region) }))}
        className="w-full md:w-[128px]"
      />
    </>
  );
}

type MeaningProps = Pick<QuickCreateAccessProps, "reach" | "role" | "givable" | "held">;

function Meaning({ reach, role, givable, held }: MeaningProps) {
  const t = useTranslations("home.form");
  if (!reach?.namespace) return null;
  const most = highestServiceRole(givable);
  // Nothing fits a reach that the person widened beyond their own.
  const own = held.grants.filter((grant) => (grant.namespace ?? reach.namespace) === reach.namespace);
  const ownRole = highestServiceRole(own.flatMap((grant) => grant.roles));
  return (
    <>
      <GrantSentence grant={{ policyId: "", roles: [role], ...reach, region: null }} />
      {most !== "Manager" && ownRole && (
        <span className="block">{t("beyondOwn", { held: ownRole, namespace: reach.namespace })}</span>
      )}
    </>
  );
}
