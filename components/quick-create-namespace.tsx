"use client";

import { Box, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Place } from "./quick-create";
import { firstReach, type Held, type NamespaceChoice } from "./quick-create-rules";
import { type RegionChoice, useRegionName } from "./region-name";
import { Combobox } from "./ui/combobox";
import { Input } from "./ui/input";
import { Select } from "./ui/select";
import { useRemembered } from "./use-remembered";

type PlaceProps = {
  regions: readonly RegionChoice[];
  namespaces: readonly NamespaceChoice[];
  /** Regions in which the person may create one. */
  namespaceRegions: readonly string[];
  held: Held;
  place: Place;
  onPlace: (place: Place) => void;
};

/** Where a new namespace would be: in the region used last, if the person may make one there; and how to choose it. */
export function useNewRegion(namespaceRegions: readonly string[]): [string, (region: string) => void] {
  const [last, remember] = useRemembered("region", "");
  return [namespaceRegions.find((id) => id === last) ?? namespaceRegions[0] ?? "", remember];
}

/** One of the account's namespaces; at the list's end the way to a new one. */
export function ExistingNamespace(props: PlaceProps) {
  const { namespaces, namespaceRegions, held, place, onPlace } = props;
  const t = useTranslations("home.form");
  const [region] = useNewRegion(namespaceRegions);
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
        namespaceRegions.length > 0 && (
          <button
            type="button"
            className="link inline-flex items-center gap-1.5"
            onClick={() => onPlace({ kind: "new", name: "", region })}
          >
            <Plus size={15} aria-hidden />
            {t("createNamespace")}
          </button>
        )
      }
    />
  );
}

/** The name and the region of one that is made with the key. */
export function NewNamespace(props: PlaceProps & { place: Extract<Place, { kind: "new" }> }) {
  const { regions, namespaceRegions, namespaces, place, onPlace } = props;
  const t = useTranslations("home.form");
  const nameOf = useRegionName();
  const [, rememberRegion] = useNewRegion(namespaceRegions);
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
        onValueChange={(region) => {
          rememberRegion(region);
          onPlace({ ...place, region });
        }}
        options={regions
          .filter(({ id }) => namespaceRegions.includes(id))
          .map((region) => ({ value: region.id, label: region.id, hint: nameOf(region) }))}
        className="w-full md:w-[128px]"
      />
    </>
  );
}
