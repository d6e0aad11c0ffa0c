import { expect, test } from "vitest";
import { codeOf, filesOf, importsOf, isFor, reachedInBrowser } from "@/tests/support/source";

const layers: Record<string, { may: RegExp; why: string }> = {
  app: {
    may: /^(app|components|lib)\/|^package:(?!pg$|@prisma\/)/,
    why: "pages parse, call one use case and answer",
  },
  components: {
    may: /^(components|lib\/(domain|i18n))\/|^package:(?!node:|pg$|@prisma\/)/,
    why: "components are shown in a browser and hold no use case",
  },
  "components/ui": {
    may: /^components\/ui\/|^package:(?!node:|pg$|@prisma\/|next-auth)/,
    why: "primitives know no product",
  },
  "lib/protocols": {
    may: /^lib\/(protocols|services|domain)\/|^lib\/platform\/(log|clock|rate-limit|secret-type|client-address)$|^package:/,
    why: "protocol endpoints call use cases",
  },
  "lib/services": {
    may: /^lib\/(services|domain|platform)\/|^prisma\/generated\/|^package:/,
    why: "use cases know neither pages nor protocols",
  },
  "lib/platform": {
    may: /^lib\/(platform|domain)\/|^prisma\/generated\/|^package:/,
    why: "the platform knows no use case",
  },
  "lib/domain": {
    may: /^lib\/domain\/|^package:(zod|canonicalize)$/,
    why: "the domain is pure and runs in a browser",
  },
  "lib/i18n": { may: /^lib\/(i18n|domain)\/|^package:/, why: "words depend on nothing but the domain" },
};

test.each(Object.entries(layers))("%s imports only what its layer may", (folder, { may, why }) => {
  const found = filesOf(folder).flatMap((file) =>
    importsOf(file)
      .filter((name) => !may.test(name))
      .map((name) => `${file} imports ${name}: ${why}`),
  );
  expect(found).toEqual([]);
});

test("a browser gets no schema: zod alone is larger than a page's own scripts", () => {
  const found = ["app", "components"]
    .flatMap(filesOf)
    .filter((file) => isFor("client", codeOf(file)))
    .flatMap((file) => {
      const zod = reachedInBrowser(file).get("package:zod");
      return zod ? [`${file} reaches zod by ${zod}`] : [];
    });
  expect(found).toEqual([]);
});

test("lib knows neither Next nor React", () => {
  const found = filesOf("lib").filter((file) =>
    importsOf(file).some((name) => /^package:(next|react|react-dom)(\/|$)/.test(name)),
  );
  expect(found).toEqual([]);
});

test("only lib/platform/config.ts reads the environment", () => {
  const found = ["app", "components", "lib"]
    .flatMap(filesOf)
    .filter((file) => codeOf(file).includes("process.env"));
  expect(found).toEqual(["lib/platform/config.ts"]);
});

test("the domain has no clock and no randomness of its own", () => {
  const found = filesOf("lib/domain").filter((file) =>
    /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bgetRandomValues\(|\brandomUUID\(/.test(codeOf(file)),
  );
  expect(found).toEqual([]);
});

test("only use cases touch the database", () => {
  const found = ["app", "lib/protocols"]
    .flatMap(filesOf)
    .filter((file) =>
      /\bruntime\(\)\.(prisma|pool)\b|\{[^{}]*\b(prisma|pool)\b[^{}]*\} = runtime\(\)/.test(codeOf(file)),
    );
  expect(found).toEqual([]);
});
