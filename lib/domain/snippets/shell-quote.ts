const plain = /^[A-Za-z0-9_./:@,-]+$/;

function withoutNul(word: string): string {
  if (word.includes("\0")) throw new TypeError("a shell word can't hold a NUL");
  return word;
}

/**
 * One word for a POSIX shell, bash and zsh: as it is where nothing in it is special, else in single
 * quotes. A NUL can't be in an argument at all and throws a TypeError.
 */
export function shellQuote(word: string): string {
  return plain.test(withoutNul(word)) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** One word for fish, where `\` and `'` are special inside single quotes. */
export function fishQuote(word: string): string {
  return plain.test(withoutNul(word)) ? word : `'${word.replace(/[\\']/g, "\\$&")}'`;
}

/**
 * A string for PowerShell. Inside single quotes only the quotes themselves are special, the four
 * typographic ones as much as the ASCII one, and each stands doubled.
 * @see https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules
 */
export function powershellString(text: string): string {
  return `'${withoutNul(text).replace(/['\u2018-\u201b]/g, "$&$&")}'`;
}

/** One argument for PowerShell, which reads more into a bare word: `@`, `,`, a leading digit or dash. */
export function powershellQuote(word: string): string {
  return /^[A-Za-z][A-Za-z0-9_./:-]*$/.test(word) ? word : powershellString(word);
}
