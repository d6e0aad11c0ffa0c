import clsx from "clsx";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Link } from "./link";

type KeysetPagerProps = {
  newer?: string | undefined;
  older?: string | undefined;
  /** What the steps are called: of a list that isn't by time, previous and next. */
  steps?: "time" | "place";
  /** What is shown: "64 events in the last 24 h". */
  children?: ReactNode;
};

/** Newer and older by cursor; no page numbers, since rows keep arriving. */
export function KeysetPager({ newer, older, steps = "time", children }: KeysetPagerProps) {
  const t = useTranslations("common");
  return (
    <div className="flex min-h-[52px] flex-wrap items-center justify-between gap-3 border-line border-t px-4 py-2 text-ink-3">
      <span>{children}</span>
      <nav
        aria-label={t("pages")}
        className="flex rounded-control border border-line-strong bg-surface p-[2px]"
      >
        <Step href={newer}>
          <ChevronLeft size={16} aria-hidden />
          {t(steps === "time" ? "newer" : "previous")}
        </Step>
        <Step href={older}>
          {t(steps === "time" ? "older" : "next")}
          <ChevronRight size={16} aria-hidden />
        </Step>
      </nav>
    </div>
  );
}

function Step({ href, children }: { href: string | undefined; children: ReactNode }) {
  const look = "flex h-10 items-center gap-1 rounded-tag px-2.5 font-medium md:h-[26px]";
  return href ? (
    <Link href={href} className={clsx(look, "text-ink-2 hover:bg-hover")}>
      {children}
    </Link>
  ) : (
    <span aria-disabled="true" className={clsx(look, "cursor-not-allowed opacity-55")}>
      {children}
    </span>
  );
}
