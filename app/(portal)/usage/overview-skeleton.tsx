// biome-ignore-all lint/suspicious/noArrayIndexKey: placeholders are all alike
import { Skeleton } from "@/components/ui/skeleton";
import { usageMetrics } from "@/lib/domain/usage";

/** The figures' place while they are counted: four counters, the chart's frame. */
export function OverviewSkeleton({ label }: { label: string }) {
  return (
    <div role="status" aria-busy="true" aria-label={label}>
      <div className="grid grid-cols-2 md:grid-cols-3">
        {usageMetrics.map((metric) => (
          <div key={metric} className="flex h-[90px] flex-col justify-center gap-2.5 px-4">
            <Skeleton className="w-16" />
            <Skeleton className="h-5 w-24" />
            <Skeleton className="w-32" />
          </div>
        ))}
      </div>
      <div className="flex h-[252px] items-end gap-[1.5%] border-line border-t p-4 pt-12">
        {Array.from({ length: 30 }, (_, index) => (
          <span
            key={index}
            className="flex-1 animate-skeleton rounded-tag bg-pressed"
            style={{ height: `${35 + ((index * 37) % 50)}%` }}
          />
        ))}
      </div>
    </div>
  );
}
