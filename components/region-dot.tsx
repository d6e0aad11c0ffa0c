import { Swatch } from "./ui/chart-legend";

// The seed's five have colours of their own, the same everywhere; others share a neutral.
const colors: Record<string, { color: string; edge?: string }> = {
  "us-south": { color: "var(--r-us)" },
  "eu-de": { color: "var(--r-de)", edge: "var(--e-de)" },
  "eu-gb": { color: "var(--r-uk)" },
  "jp-tok": { color: "var(--r-jp)" },
  "au-syd": { color: "var(--r-au)", edge: "var(--e-au)" },
};

/** Where regions stand in a stack, bottom to top: neighbours differ in lightness. */
export const regionOrder = ["us-south", "eu-de", "eu-gb", "jp-tok", "au-syd"];

/** A region's fixed chart colour, and an edge where the fill is pale. */
export function regionColor(id: string): { color: string; edge?: string } {
  return colors[id] ?? { color: "var(--faint)" };
}

/** Sorts region ids as charts stack them; unknown ones last, by name. */
export function byRegionOrder(a: string, b: string): number {
  const place = (id: string) => (regionOrder.indexOf(id) + regionOrder.length + 1) % (regionOrder.length + 1);
  return place(a) - place(b) || a.localeCompare(b);
}

type RegionDotProps = { id: string; name?: string };

/** A region: its colour and id, or its name with the id ("Central Europe, eu-de"). */
export function RegionDot({ id, name }: RegionDotProps) {
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <Swatch {...regionColor(id)} />
      {name ? (
        <span>
          {name}, <span className="text-ink-3">{id}</span>
        </span>
      ) : (
        id
      )}
    </span>
  );
}
