import { expect, test } from "vitest";
import { apiReference, searchReference } from "@/lib/domain/api-reference";
import { openApiDocument } from "@/lib/protocols/rest-apis";

const document = openApiDocument();
const sections = apiReference(document, "https://keys.example.com");
const operations = sections.flatMap((section) => section.operations);
const find = (name: string) => operations.find(({ method, path }) => `${method} ${path}` === name);

test("the reference holds every operation of the document once, each under an address of its own", () => {
  const described = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.keys(item as object).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(operations.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(described.sort());
  expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length);
  for (const { summary, answers, example } of operations) {
    expect(summary).not.toBe("");
    expect(answers.length).toBeGreaterThan(0);
    expect(example).toMatch(/^curl (?:--request [A-Z]+ )?"https:\/\/keys\.example\.com\//);
  }
});

test("an operation shows what it takes, what it answers, and a call that keeps secrets off the line", () => {
  expect(find("PUT /v1/apikeys/{id}")?.example).toMatch(
    /^curl --request PUT "https:\/\/keys\.example\.com\/v1\/apikeys\/\$ID" \\\n {2}--header "Authorization: Bearer \$TOKEN" \\\n {2}--header "if-match: \$IF_MATCH" \\\n/,
  );
  expect(find("POST /identity/token")?.example).toBe(
    `curl --request POST "https://keys.example.com/identity/token" \\
  --data-urlencode "grant_type=urn:ibm:params:oauth:grant-type:apikey" \\
  --data-urlencode apikey@apikey.txt`,
  );
  const create = find("POST /v1/apikeys");
  expect(create?.body.filter(({ required }) => required).map(({ name }) => name)).toEqual(["name", "iam_id"]);
  expect(create?.answers.map(({ status }) => status)).toEqual(
    expect.arrayContaining(["201", "400", "401", "403", "404", "409"]),
  );
});

test("a search finds by path, field and tag, and nothing by what is nowhere", () => {
  const found = (text: string) =>
    searchReference(sections, text).flatMap((section) => section.operations.map(({ id }) => id));
  expect(found("apikeys LOCK delete")).toEqual(["delete-v1-apikeys-id-lock"]);
  expect(found("unique_instance_crns")).toEqual(["post-v1-serviceids", "put-v1-serviceids-id"]);
  expect(found("nothing like this")).toEqual([]);
  expect(found("")).toHaveLength(operations.length);
});
