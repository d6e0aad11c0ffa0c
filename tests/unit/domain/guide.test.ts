import { describe, expect, test } from "vitest";
import { type GuideContext, guide } from "@/lib/domain/guide/guide";
import { guideMarkdown } from "@/lib/domain/guide/markdown";
import { demoRegions } from "@/lib/domain/region";
import { snippetFor } from "@/lib/domain/snippets/catalogue";

const regions = demoRegions(5001).map((region) => ({ ...region, secure: false }));
const reader: GuideContext = {
  portalUrl: "http://localhost:3000",
  regions,
  namespaces: [{ region: "eu-de", name: "checkout" }],
  keys: [
    { name: "laptop", serviceId: null, href: "/api-keys/ApiKey-2" },
    { name: "ci", serviceId: "checkout-ci", href: "/api-keys/ApiKey-1" },
  ],
};
/** For the documents: nobody's. */
const anyone: GuideContext = {
  portalUrl: "https://keys.example.com",
  regions: demoRegions(5001).map((region) => ({
    ...region,
    host: `${region.service}.example`,
    secure: true,
  })),
  namespaces: [],
  keys: [],
};
const textsOf = (context: GuideContext) => JSON.stringify(guide(context));
const commandsOf = (context: GuideContext) =>
  guide(context).flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.kind === "command" ? block.lines : [])),
  );

describe("the guide of a reader", () => {
  test("names their own region, host, namespace and key", () => {
    const [login, literal] = commandsOf(reader);
    expect(login).toBe(
      'read -rs KEY && printf %s "$KEY" | docker login -u iamapikey --password-stdin localhost:5003',
    );
    expect(literal).toBe("docker login -u iamapikey -p YOUR_API_KEY localhost:5003");
    expect(commandsOf(reader).some((lines) => lines.includes("localhost:5003/checkout/REPOSITORY"))).toBe(
      true,
    );
    expect(textsOf(reader)).toContain("[laptop](/api-keys/ApiKey-2), [checkout-ci / ci](/api-keys/ApiKey-1)");
    expect(commandsOf(reader).filter((lines) => lines.includes(" push checkout-ci "))).toHaveLength(2);
    expect(textsOf(reader)).toContain("`checkout-ci` is the app's name");
  });

  test("lists every region with its host and former name", () => {
    for (const { host, id } of regions) {
      expect(textsOf(reader)).toContain(`\`${host}\``);
      expect(textsOf(reader)).toContain(id);
    }
    expect(textsOf(reader)).toContain("Mitteleuropa, eu-de (eu-central)");
  });

  test("prints the catalogue's commands, which the tests run", () => {
    const input = {
      host: "localhost:5003",
      region: { id: "eu-de", formerName: "eu-central" },
      key: null,
      username: "iamapikey",
      secure: false,
      source: "paste",
    } as const;
    const known = ["docker", "cloud-foundry", "kubernetes", "ibmcloud"].flatMap((tool) => {
      const more = { image: "checkout/REPOSITORY", app: "checkout-ci", portalUrl: reader.portalUrl };
      const safe = snippetFor(tool, { ...input, ...more, literal: false });
      const literal = snippetFor(tool, { ...input, ...more, literal: true });
      return [safe?.lines, literal?.lines, ...(safe?.others.map(({ lines }) => lines) ?? [])];
    });
    const elsewhere = { host: "localhost:5001", region: { id: "jp-tok", formerName: "ap-north" } };
    known.push(snippetFor("kubernetes", { ...input, ...elsewhere, literal: false })?.lines);
    expect(commandsOf(reader).filter((lines) => !known.includes(lines))).toEqual([]);
    expect(commandsOf(reader).filter((lines) => lines.includes("docker-registry wharfkey-jp-tok "))).toEqual([
      known.at(-1),
    ]);
  });

  test("a key's name can't become anything but the words of its link", () => {
    const keys = [{ name: "](javascript:x) `rm`", serviceId: "a]b`", href: "/api-keys/1" }];
    expect(textsOf({ ...reader, keys })).toContain("[ab / javascript:x rm](/api-keys/1)");
    expect(textsOf({ ...reader, keys })).toContain("`ab` is the app's name");
  });

  test("says how images of other Kubernetes namespaces, regions and accounts are reached", () => {
    const ids = guide(reader).map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(["kubernetes-namespaces", "regions", "other-accounts"]));
    expect(textsOf(reader)).toMatch(/Policies don't cross accounts.*one pull secret per account/);
  });
});

test.each(["en", "de"] as const)(
  "docs/user-guide.%s.md is this guide, for anyone (-u writes it)",
  async (locale) => {
    await expect(guideMarkdown(locale, anyone)).toMatchFileSnapshot(`../../../docs/user-guide.${locale}.md`);
  },
);

test("German is complete and addresses nobody", () => {
  expect(guideMarkdown("de", anyone)).not.toMatch(/\bSie\b|\bIhr|undefined|null\b/);
  const shape = (locale: "en" | "de") =>
    guideMarkdown(locale, anyone)
      .split("\n")
      .map((line) => line.replace(/[^#>|`-].*/, ""));
  expect(shape("de")).toEqual(shape("en"));
});
