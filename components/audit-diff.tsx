import clsx from "clsx";

type DiffLine = { sign: "+" | "-" | " "; text: string };

/** What was there before and after, field by field: − gone, + new, without a sign what stayed. */
export function AuditDiff({ before, after, label }: { before: unknown; after: unknown; label: string }) {
  return (
    <figure aria-label={label} className="overflow-hidden rounded-control border border-line bg-sunken">
      <pre className="mono overflow-x-auto py-1.5 leading-[1.75]">
        {linesOf(before, after).map(({ sign, text }, index) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of a fixed text
            key={index}
            className={clsx(
              "block whitespace-pre-wrap pr-3 pl-8 -indent-5",
              sign === "-" && "bg-bad-soft text-bad",
              sign === "+" && "bg-ok-soft text-ok",
              sign === " " && "text-ink-3",
            )}
          >
            {sign === " " ? "  " : sign === "-" ? "− " : "+ "}
            {text}
          </span>
        ))}
      </pre>
    </figure>
  );
}

/** Fields in the order of the record: of both sides, else of the one there is. */
export function linesOf(before: unknown, after: unknown): DiffLine[] {
  const old = fieldsOf(before);
  const now = fieldsOf(after);
  const names = [...new Set([...old.keys(), ...now.keys()])];
  return names.flatMap((name): DiffLine[] => {
    const [was, is] = [old.get(name), now.get(name)];
    if (was === is) return [{ sign: " ", text: `${name}: ${is}` }];
    return [
      ...(was === undefined ? [] : [{ sign: "-" as const, text: `${name}: ${was}` }]),
      ...(is === undefined ? [] : [{ sign: "+" as const, text: `${name}: ${is}` }]),
    ];
  });
}

const fieldsOf = (value: unknown): Map<string, string> =>
  new Map(
    Object.entries((value ?? {}) as Record<string, unknown>).map(([name, field]) => [name, written(field)]),
  );

/** Lists as people write them, the rest as JSON without quotes around plain text. */
const written = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(written).join(", ")}]`;
  return typeof value === "string" ? value : JSON.stringify(value);
};
