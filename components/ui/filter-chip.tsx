import { X } from "lucide-react";
import { Link } from "./link";

/** A narrowing that no menu offers; a press takes it away. */
export function FilterChip({ href, remove, words }: { href: string; remove: string; words: string }) {
  return (
    <Link
      href={href}
      scroll={false}
      aria-label={remove}
      className="inline-flex h-10 max-w-full items-center gap-1.5 rounded-control border border-accent-line bg-accent-soft px-2.5 font-medium text-accent md:h-[30px]"
    >
      <span className="truncate">{words}</span>
      <X size={14} aria-hidden className="shrink-0" />
    </Link>
  );
}
