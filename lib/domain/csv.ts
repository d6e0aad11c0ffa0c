/** What a spreadsheet would take for the beginning of a formula; full-width signs too. */
const formula = /^(?:[\t\r]|\s*[=+\-@＝＋－＠])/;

/**
 * The same inside of a cell, where a spreadsheet that splits elsewhere would begin one: Excel in German at `;`,
 * others at tabs, and both at line ends, since quotes that don't begin their field protect nothing.
 */
const hiddenFormula = /([;\t\r\n])(?=["\s]*[=+\-@＝＋－＠])/g;

type Cell = string | number | null;

/**
 * One record of a CSV file, with its line end. Text that a spreadsheet would run as a formula gets a `'`
 * before it, wherever that spreadsheet splits; null is an empty cell.
 * @see RFC 4180, https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

function csvCell(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const split = cell.replace(hiddenFormula, "$1'");
  const text = formula.test(cell) ? `'${split}` : split;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
