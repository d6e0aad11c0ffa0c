import fc from "fast-check";

const piece = fc.constantFrom(
  ...[
    '"',
    "'",
    "\\",
    "\n",
    "\r",
    "\t",
    " ",
    ": ",
    " #",
    "${",
    "$${",
    "%{",
    "{{",
    "}",
    "- ",
    "&a",
    "*a",
    "!t",
  ],
  ...[
    "|",
    ">",
    "%",
    "@",
    "`",
    "\u0085",
    "\u2028",
    "\ufeff",
    "\u007f",
    "\b",
    "\f",
    "\u0001",
    "é",
    "🚢",
    "null",
  ],
  ...["~", "\\u0041", "`id`", "$(id)", "\u2019"],
);

/** Text of what file formats and shells treat as special, and any other. */
export const hostileText = fc.oneof(
  fc.string({ unit: piece, maxLength: 12 }),
  fc.string({ unit: "grapheme", maxLength: 12 }),
);
