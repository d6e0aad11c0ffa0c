const shape = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(?:Z|([+-]\d{2}):?(\d{2}))$/;

/**
 * An `expires_at`: ISO 8601 with an offset (`Z`, `+00:00` or `+0000`), with or without seconds,
 * taken to the second. It must be a day that exists and lie after `now`.
 */
export function parseExpiresAt(
  text: string,
  now: Date,
): { ok: true; at: Date } | { ok: false; problem: "format" | "past" } {
  const [, day, time, seconds = "00", hours = "+00", minutes = "00"] = shape.exec(text) ?? [];
  const local = new Date(`${day}T${time}:${seconds}Z`);
  const at = new Date(`${day}T${time}:${seconds}${hours}:${minutes}`);
  // Date rolls 30 February over to March.
  if (Number.isNaN(at.getTime()) || !local.toISOString().startsWith(`${day}T${time}:${seconds}`))
    return { ok: false, problem: "format" };
  return at.getTime() > now.getTime() ? { ok: true, at } : { ok: false, problem: "past" };
}
