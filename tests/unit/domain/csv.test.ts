import { expect, test } from "vitest";
import { csvLine } from "@/lib/domain/csv";

test.each<[Parameters<typeof csvLine>[0], string]>([
  [["a", 1, null, ""], "a,1,,"],
  [["a,b", 'say "x"', "two\nlines", "cr\r"], '"a,b","say ""x""","two\nlines","cr\r"'],
  [["=1+1", "+1", "-1", "@x", "\tx", "\rx"], `'=1+1,'+1,'-1,'@x,'\tx,"'\rx"`],
  [[-1, "a=b", "ä€😀"], "-1,a=b,ä€😀"],
  [['=HYPERLINK("x")'], `"'=HYPERLINK(""x"")"`],
])("%j is written as %j", (cells, line) => {
  expect(csvLine(cells)).toBe(`${line}\r\n`);
});
