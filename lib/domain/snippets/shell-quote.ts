/**
 * One word for a POSIX shell, bash and zsh: as it is where nothing in it is special, else in single
 * quotes. A NUL can't be in an argument at all and throws a TypeError.
 */
export function shellQuote(word: string): string {
  if (word.includes("\0")) throw new TypeError("a shell word can't hold a NUL");
  return /^[A-Za-z0-9_./:@,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
