/** A text as LIKE finds it by its letters alone: its own `%` and `_` match nothing else. */
export const likeLiteral = (text: string): string => text.replace(/[\\%_]/g, "\\$&");
