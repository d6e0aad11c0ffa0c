import fc from "fast-check";

/** Words that no command holds by itself, and that need quotes everywhere. */
export const harmless = {
  host: "HOST X",
  formerName: "REGION X",
  image: "IMAGE X:t",
  namespace: "NAMESPACE X",
  app: "APP X",
  portalUrl: "PORTAL X",
  key: "KEY X",
};
/** What a command is made for. */
export type Values = typeof harmless;

/** What means something to some shell, or splits words. */
export const hostilePieces = [
  ...[
    "$",
    "$(touch hit)",
    "`touch hit`",
    '"',
    "'",
    "’",
    "\\",
    "\n",
    " ",
    ";touch hit;",
    "|",
    "&",
    ">hit",
    "!",
  ],
  ...["*", "~", "#", "{", "}", "(", ")", "%", "@", "é", "🚢", "-", "=", "a", "\t", "\r", "$HOME", "$key"],
] as const;

/** An app's name that begins with a dash stands elsewhere; hosts and images can't. */
const begun = (value: string) => `x${value.replaceAll("\0", "")}`;

export const hostileWord = fc
  .oneof(
    fc.string({ unit: fc.constantFrom(...hostilePieces), minLength: 1, maxLength: 12 }),
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }),
  )
  .map(begun);

export const hostileValues: fc.Arbitrary<Values> = fc.record({
  host: hostileWord,
  formerName: hostileWord,
  image: hostileWord.map((value) => `${value}:t`),
  namespace: hostileWord,
  app: hostileWord,
  portalUrl: hostileWord,
  key: hostileWord,
});

const fields = Object.keys(harmless) as (keyof Values)[];
const half = hostilePieces.length / 2;

/** Every piece in each field, two at once; no two fields of one have the same. */
export const everyPieceInEachField: Values[] = Array.from({ length: half }, (_, turn) => {
  const at = (number: number) => hostilePieces[number % hostilePieces.length] ?? "";
  const value = (place: number) => begun(`${at(turn + 2 * place)}${at(turn + 2 * place + half)}`);
  const entries = fields.map((field, place) => [field, value(place)]);
  const values = Object.fromEntries(entries) as Values;
  return { ...values, image: `${values.image}:t` };
});
