/** The mark: a key on a quay. Decoration beside the written name. */
export function Logo({ size = 22 }: { size?: number }) {
  return (
    <svg viewBox="0 0 22 22" width={size} height={size} aria-hidden="true" className="flex-none">
      <rect width="22" height="22" rx="5" className="fill-accent" />
      <g fill="none" strokeWidth="1.8" strokeLinecap="round" className="stroke-on-accent">
        <circle cx="11" cy="7.2" r="3.1" />
        <path d="M11 10.4V18M11 14.2h3.2M11 17.4h2.2" />
      </g>
    </svg>
  );
}
