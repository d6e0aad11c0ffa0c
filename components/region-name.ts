import { useLocale } from "next-intl";
import type { Region } from "@/lib/domain/region";

/** A region as people choose it; `secure` is false where its registry speaks plain http. */
export type RegionChoice = Pick<Region, "id" | "formerName" | "name" | "nameDe" | "host"> & {
  secure: boolean;
};

/** "Central Europe, eu-de". */
export function useRegionName(): (region: RegionChoice) => string {
  const locale = useLocale();
  return (region) => `${locale === "de" ? region.nameDe : region.name}, ${region.id}`;
}
