import type { ReactNode } from "react";
import { Link } from "./ui/link";

/** The name of a thing in a list, leading to its page. */
export function NameLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className="rounded-tag font-semibold underline-offset-3 hover:underline">
      {children}
    </Link>
  );
}
