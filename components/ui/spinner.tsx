/** Turning while work is under way; still, but visible, with reduced motion. */
export function Spinner() {
  return (
    <svg viewBox="0 0 16 16" fill="none" aria-hidden="true" className="size-4 flex-none animate-spin">
      <circle cx="8" cy="8" r="6.2" stroke="currentColor" strokeWidth="1.8" opacity=".25" />
      <path d="M8 1.8a6.2 6.2 0 0 1 6.2 6.2" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" />
    </svg>
  );
}
