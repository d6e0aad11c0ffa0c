/** The figures' place while they are counted: six counters, the chart's frame. */
export function OverviewSkeleton({ label }: { label: string }) {
  return (
    <div role="status" aria-busy="true" aria-label={label}>
      <div className="skeleton-counters" />
      <svg
        aria-hidden="true"
        viewBox="0 0 300 100"
        preserveAspectRatio="none"
        className="h-[252px] w-full animate-skeleton border-line border-t p-4 pt-12 text-pressed"
      >
        <path d={columns} fill="currentColor" />
      </svg>
    </div>
  );
}

const columns = Array.from({ length: 30 }, (_, index) => {
  const height = 35 + ((index * 37) % 50);
  return `M${index * 10 + 1} 100v-${height}h8v${height}z`;
}).join("");
