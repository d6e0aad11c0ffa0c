import { z } from "zod";
import { type AlertKind, alertKinds, isForMachines } from "./alert";

/** On without anyone's doing: what needs a person. The others begin when an administrator switches them on. */
const quiet: readonly AlertKind[] = ["key-unused", "key-new-origin", "audit-checkpoint"];

export type AlertSettings = {
  /** Which kinds are raised, and which of them also go to the account's webhook and Slack. */
  kinds: { [kind in AlertKind]: { on: boolean; webhook: boolean; slack: boolean } };
  /** A key is unused after so many days. */
  unusedDays: number;
  /** Fewer denials within 15 minutes are never a spike. */
  denialsMinimum: number;
};

/** Where a kind for machines goes is no choice. */
const placed = (kinds: AlertSettings["kinds"]): AlertSettings["kinds"] =>
  Object.fromEntries(
    alertKinds.map((kind) => [
      kind,
      isForMachines(kind) ? { on: kinds[kind].on, webhook: true, slack: false } : kinds[kind],
    ]),
  ) as AlertSettings["kinds"];

export const defaultAlertSettings: AlertSettings = {
  kinds: placed(
    Object.fromEntries(
      alertKinds.map((kind) => [kind, { on: !quiet.includes(kind), webhook: true, slack: true }]),
    ) as AlertSettings["kinds"],
  ),
  unusedDays: 90,
  denialsMinimum: 20,
};

/** What is stored, whatever is missing or has gone by its default. */
export function alertSettingsOf(stored: unknown): AlertSettings {
  const parsed = z
    .object({
      kinds: z.record(z.string(), z.object({ on: z.boolean(), webhook: z.boolean(), slack: z.boolean() })),
      unusedDays: z.number(),
      denialsMinimum: z.number(),
    })
    .partial()
    .safeParse(stored);
  const { kinds = {}, ...rest } = parsed.success ? parsed.data : {};
  const known = Object.fromEntries(alertKinds.flatMap((kind) => (kinds[kind] ? [[kind, kinds[kind]]] : [])));
  return {
    ...defaultAlertSettings,
    ...(Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) as object),
    kinds: placed({ ...defaultAlertSettings.kinds, ...known }),
  };
}
