import { Bell } from "lucide-react";
import { useTranslations } from "next-intl";
import { Link } from "./ui/link";
import { useFormat } from "./use-format";

/** The way to one's alerts, with how many are unread. */
export function AlertBell({ unread }: { unread: number }) {
  const t = useTranslations("alerts");
  const format = useFormat();
  return (
    <Link
      href="/alerts"
      aria-label={t("bell", { count: unread })}
      className="relative grid size-11 flex-none place-items-center rounded-control text-ink-2 hover:bg-hover md:size-8"
    >
      <Bell size={16} aria-hidden />
      {unread > 0 && (
        <span
          aria-hidden
          className="absolute top-0 right-0 grid h-4 min-w-4 place-items-center rounded-full bg-bad px-1 font-semibold text-[10px] text-on-accent"
        >
          {unread > 99 ? "99+" : format.number(unread)}
        </span>
      )}
    </Link>
  );
}
