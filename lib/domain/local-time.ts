/** What the clocks of a zone show; months from 1. A day 0 or a month 13 is that of the neighbour. */
export type LocalTime = { year: number; month: number; day: number; hour: number; minute: number };

const dayMs = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

const formatOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat("en", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  formats.set(timeZone, format);
  return format;
};

const shownAt = new Map<string, LocalTime>();
const shownMax = 2000;

/** What the clocks of `timeZone` show at an instant. The last ones are kept: the days of a chart are the same all day. */
export function localTimeOf(at: Date, timeZone: string): LocalTime {
  const key = `${timeZone} ${Math.floor(at.getTime() / 60_000)}`;
  const known = shownAt.get(key);
  if (known) return known;
  const shown = readClock(at, timeZone);
  if (shownAt.size >= shownMax) shownAt.clear();
  shownAt.set(key, shown);
  return shown;
}

const readClock = (at: Date, timeZone: string): LocalTime => {
  // "11/22/2026, 14:28"; taken apart by hand, since formatToParts costs several times as much.
  const [month = 0, day = 0, year = 0, hour = 0, minute = 0] = formatOf(timeZone)
    .format(at)
    .split(/\D+/)
    .map(Number);
  return { year, month, day, hour, minute };
};

const asUtc = ({ year, month, day, hour, minute }: LocalTime): number =>
  Date.UTC(year, month - 1, day, hour, minute);

/**
 * The instant at which the clocks of `timeZone` show that. What they show twice is its first time; what they skip
 * is as much later as they skip, so that a day without a midnight begins when it begins.
 */
export function instantOf(local: LocalTime, timeZone: string): Date {
  const shown = asUtc(local);
  const offsetAt = (at: number) =>
    asUtc(localTimeOf(new Date(at), timeZone)) - Math.floor(at / 60_000) * 60_000;
  const before = shown - offsetAt(shown - dayMs);
  const after = shown - offsetAt(shown + dayMs);
  const fits = (at: number) => asUtc(localTimeOf(new Date(at), timeZone)) === shown;
  return new Date(fits(before) || !fits(after) ? before : after);
}

/** Reads `2026-11-22T14:28` or `2026-11-22`; null for what is no such time. */
export function readLocalTime(text: string): LocalTime | null {
  const [, ...fields] = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}))?$/.exec(text) ?? [];
  if (fields.length === 0) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = fields.map((field) => Number(field ?? 0));
  const at = new Date(asUtc({ year, month, day, hour, minute }));
  // Date rolls 30 February over to March, and 24:00 to the next day.
  const same = at.toISOString().startsWith(text.slice(0, 10)) && at.getUTCHours() === hour && minute < 60;
  return same ? { year, month, day, hour, minute } : null;
}

/** Whether a text is a time that means another instant in another zone. */
export function isLocalTime(text: string): boolean {
  return readLocalTime(text) !== null;
}

const two = (value: number): string => String(value).padStart(2, "0");

/** `2026-11-22`. */
export function localDateText({ year, month, day }: LocalTime): string {
  return `${year}-${two(month)}-${two(day)}`;
}

/** `2026-11-22T14:28`, as a field for times wants it. */
export function localTimeText(local: LocalTime): string {
  return `${localDateText(local)}T${two(local.hour)}:${two(local.minute)}`;
}
