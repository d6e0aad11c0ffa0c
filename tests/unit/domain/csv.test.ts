import fc from "fast-check";
import { expect, test } from "vitest";
import { csvLine } from "@/lib/domain/csv";

test.each<[Parameters<typeof csvLine>[0], string]>([
  [["a", 1, null, ""], "a,1,,"],
  [["a,b", 'say "x"', "two\nlines", "cr\r"], '"a,b","say ""x""","two\nlines","cr\r"'],
  [["=1+1", "+1", "-1", "@x", "\tx", "\rx"], `'=1+1,'+1,'-1,'@x,'\tx,"'\rx"`],
  [[-1, "a=b", "ä€😀"], "-1,a=b,ä€😀"],
  [['=HYPERLINK("x")'], `"'=HYPERLINK(""x"")"`],
  [["a;=1", "a\t-1", "a\n@x", 'a; "+1', "a;b=1"], `a;'=1,a\t'-1,"a\n'@x","a;' ""+1",a;b=1`],
  [["＝1", "\t=1"], `'＝1,'\t'=1`],
])("%j is written as %j", (cells, line) => {
  expect(csvLine(cells)).toBe(`${line}\r\n`);
});

/** As spreadsheets read: quotes count where they begin a field, and what follows them belongs to it. */
const fieldsOf = (text: string, separator: string): string[] => {
  const fields: string[] = [];
  let field = "";
  let quoted = false;
  let begun = false;
  for (let i = 0; i < text.length; i++) {
    const sign = text.charAt(i);
    if (!quoted && [separator, "\r", "\n"].includes(sign)) {
      fields.push(field);
      field = "";
      begun = false;
      continue;
    }
    if (quoted && sign === '"' && text[i + 1] === '"') field += text.charAt(++i);
    else if (quoted && sign === '"') quoted = false;
    else if (!begun && sign === '"') quoted = true;
    else field += sign;
    begun = true;
  }
  return [...fields, field];
};

const hostile = fc.string({
  unit: fc.constantFrom(..."=+-@＝;\t\r\n\",' a1|!".split("")),
  maxLength: 12,
});

test.each([",", ";", "\t"])("no cell becomes a formula where a spreadsheet splits at %j", (separator) => {
  fc.assert(
    fc.property(fc.array(hostile, { minLength: 1, maxLength: 5 }), (cells) => {
      for (const field of fieldsOf(csvLine(cells), separator)) expect(field).not.toMatch(/^\s*[=+\-@＝]/);
    }),
    { numRuns: 3_000 },
  );
});

test("a reader of RFC 4180 gets every cell back, but for the ' before a formula", () => {
  fc.assert(
    fc.property(fc.array(hostile, { minLength: 1, maxLength: 5 }), (cells) => {
      const strip = (text: string) => text.replaceAll("'", "");
      const line = csvLine(cells).replace(/\r\n$/, "");
      expect(fieldsOf(line, ",").map(strip)).toEqual(cells.map(strip));
    }),
  );
});
