"use client";

import { useEffect, useId, useRef } from "react";
import { type RegionChoice, useRegionName } from "./region-name";

type RegionPickerProps = {
  regions: readonly RegionChoice[];
  value: string;
  onValueChange: (id: string) => void;
  label: string;
};

/** Regions side by side, one chosen; on phones the row scrolls with the chosen one in view. */
export function RegionPicker({ regions, value, onValueChange, label }: RegionPickerProps) {
  const nameOf = useRegionName();
  const name = useId();
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const chosen = row.current?.querySelector<HTMLElement>(`[data-region="${value}"]`);
    if (row.current && chosen) row.current.scrollLeft = chosen.offsetLeft - row.current.offsetLeft - 16;
  }, [value]);
  return (
    <div
      ref={row}
      role="radiogroup"
      aria-label={label}
      className="scroll-row -mx-4 flex gap-0.5 px-4 py-0.5 md:mx-0 md:flex-wrap md:overflow-visible md:px-0 md:py-0"
    >
      {regions.map((region) => (
        <label
          key={region.id}
          data-region={region.id}
          title={`${nameOf(region)}: ${region.host}`}
          className="relative flex h-11 flex-none items-center rounded-control px-3 font-medium text-ink-3 hover:bg-hover has-checked:bg-accent-soft has-checked:font-[540] has-checked:text-accent has-checked:inset-ring has-checked:inset-ring-accent-line has-focus-visible:outline-2 has-focus-visible:outline-focus has-focus-visible:outline-offset-2 md:h-7 md:px-[9px]"
        >
          <input
            type="radio"
            name={name}
            value={region.id}
            aria-label={nameOf(region)}
            checked={region.id === value}
            onChange={() => onValueChange(region.id)}
            className="absolute inset-0 appearance-none rounded-control outline-none"
          />
          {region.id}
        </label>
      ))}
    </div>
  );
}
