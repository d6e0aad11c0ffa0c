import clsx from "clsx";

/** Two letters for a person or an account: "Mara Lindqvist" → ML. */
export function initials(name: string): string {
  const [first = "?", ...rest] = name.split(/[\s@._-]+/).filter(Boolean);
  const last = rest.at(-1);
  return (last ? first.charAt(0) + last.charAt(0) : first.slice(0, 2)).toUpperCase();
}

type AvatarProps = { name: string; size?: "s" | "m"; shape?: "person" | "account" };

/** Decoration beside a written name. */
export function Avatar({ name, size = "m", shape = "person" }: AvatarProps) {
  return (
    <span
      aria-hidden="true"
      data-initials={initials(name)}
      className={clsx(
        "grid flex-none place-items-center before:content-[attr(data-initials)] font-semibold leading-none tracking-normal",
        shape === "account"
          ? "size-[26px] rounded-tag bg-ink text-[11px] text-surface"
          : "inset-ring rounded-full",
        shape === "person" &&
          size === "m" &&
          "inset-ring-accent-line size-7 bg-accent-soft text-[11px] text-accent",
        shape === "person" && size === "s" && "inset-ring-line-strong size-5 bg-sunken text-[9px] text-ink-2",
      )}
    />
  );
}
