/** What a readable reference needs of an OpenAPI 3.1 document. */

export type Field = { name: string; type: string; required: boolean; text: string };
export type ApiOperation = {
  /** For links: `post-v1-apikeys-id-lock`. */
  id: string;
  method: string;
  path: string;
  summary: string;
  description: string;
  /** Whether it takes an access token. */
  withToken: boolean;
  parameters: (Field & { place: "path" | "query" | "header" })[];
  body: Field[];
  answers: { status: string; text: string; fields: Field[] }[];
  /** A call by curl. */
  example: string;
};
export type ApiSection = { tag: string; id: string; operations: ApiOperation[] };

type Schema = {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  properties?: { [name: string]: Schema };
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  description?: string;
  example?: unknown;
};
type Content = { [type: string]: { schema?: Schema } };
type Operation = {
  tags?: string[];
  summary?: string;
  description?: string;
  security?: { [scheme: string]: unknown }[];
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema?: Schema }[];
  requestBody?: { content?: Content };
  responses?: { [status: string]: { description?: string; content?: Content } };
};
type Document = {
  paths: { [path: string]: { [method: string]: Operation } };
  components?: { schemas?: { [name: string]: Schema } };
};

const methods = ["get", "post", "put", "patch", "delete"];

/**
 * The document's operations by tag, in its order.
 * @param url the portal's public one, for the examples
 */
export const apiReference = (openApi: object, url: string): ApiSection[] => {
  const document = openApi as Document;
  const schemas = document.components?.schemas ?? {};
  const sections = new Map<string, ApiOperation[]>();
  for (const [path, item] of Object.entries(document.paths))
    for (const method of methods) {
      const operation = item[method];
      if (!operation) continue;
      const tag = operation.tags?.[0] ?? "Other";
      sections.set(tag, [...(sections.get(tag) ?? []), read(method, path, operation, schemas, url)]);
    }
  return [...sections].map(([tag, operations]) => ({ tag, id: slug(tag), operations }));
};

/** The sections with the operations that hold every word of `text`, wherever. */
export const searchReference = (sections: readonly ApiSection[], text: string): ApiSection[] => {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const holds = (tag: string, { method, path, summary, description, parameters, body }: ApiOperation) => {
    const names = [...parameters, ...body].map(({ name }) => name).join(" ");
    const all = `${tag} ${method} ${path} ${summary} ${description} ${names}`.toLowerCase();
    return words.every((word) => all.includes(word));
  };
  return sections
    .map((section) => ({
      ...section,
      operations: section.operations.filter((one) => holds(section.tag, one)),
    }))
    .filter(({ operations }) => operations.length > 0);
};

const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");

type Schemas = { [name: string]: Schema };

const read = (
  method: string,
  path: string,
  operation: Operation,
  schemas: Schemas,
  url: string,
): ApiOperation => {
  const parameters = (operation.parameters ?? []).map((one) => ({
    name: one.name,
    place: one.in as "path" | "query" | "header",
    type: typeOf(one.schema, schemas),
    required: one.required ?? one.in === "path",
    text: one.description ?? one.schema?.description ?? "",
  }));
  const [[contentType = "", { schema = {} } = {}] = []] = Object.entries(
    operation.requestBody?.content ?? {},
  );
  const schemes = (operation.security ?? []).map((one) => Object.keys(one)[0] ?? "");
  const call = { method, url: `${url}${path}`, parameters, contentType, schema, scheme: schemes[0] ?? "" };
  return {
    id: slug(`${method}-${path}`),
    method: method.toUpperCase(),
    path,
    summary: operation.summary ?? "",
    description: operation.description ?? "",
    withToken: schemes.includes("accessToken"),
    parameters,
    body: fieldsOf(schema, schemas),
    answers: Object.entries(operation.responses ?? {}).map(
      ([status, { description = "", content = {} }]) => ({
        status,
        text: description,
        fields: status.startsWith("2") ? fieldsOf(content["application/json"]?.schema ?? {}, schemas) : [],
      }),
    ),
    example: exampleOf(call, schemas),
  };
};

const resolved = (schema: Schema, schemas: Schemas): Schema =>
  schema.$ref ? (schemas[schema.$ref.split("/").at(-1) ?? ""] ?? {}) : schema;

const fieldsOf = (schema: Schema, schemas: Schemas): Field[] => {
  const { properties = {}, required = [], items } = resolved(schema, schemas);
  if (items) return fieldsOf(items, schemas);
  return Object.entries(properties).map(([name, field]) => ({
    name,
    type: typeOf(field, schemas),
    required: required.includes(name),
    text: field.description ?? "",
  }));
};

const typeOf = (schema: Schema | undefined, schemas: Schemas): string => {
  if (!schema) return "string";
  if (schema.$ref) return schema.$ref.split("/").at(-1) ?? "object";
  if (schema.enum) return schema.enum.map(String).join(" | ");
  if (schema.const !== undefined) return String(schema.const);
  if (schema.anyOf) return [...new Set(schema.anyOf.map((one) => typeOf(one, schemas)))].join(" | ");
  if (schema.items) return `list of ${typeOf(schema.items, schemas)}`;
  return [schema.type ?? "any"].flat().join(" | ");
};

type Call = {
  method: string;
  url: string;
  parameters: ApiOperation["parameters"];
  contentType: string;
  schema: Schema;
  scheme: string;
};

const variable = (name: string): string => `$${name.replace(/[^A-Za-z0-9]+/g, "_").toUpperCase()}`;

/** Secrets come from variables and files, never from the line itself. */
const exampleOf = (call: Call, schemas: Schemas): string => {
  const needed = call.parameters.filter(({ required }) => required);
  const query = needed
    .filter(({ place }) => place === "query")
    .map(({ name }) => `${name}=${variable(name)}`);
  const path = call.url.replace(/\{([^}]+)\}/g, (_, name: string) => variable(name));
  const method = call.method === "get" ? "" : `--request ${call.method.toUpperCase()} `;
  const headers = needed
    .filter(({ place }) => place === "header")
    .map(({ name }) => `--header "${name}: ${variable(name)}"`);
  const credential: { [scheme: string]: string } = {
    accessToken: '--header "Authorization: Bearer $TOKEN"',
    webhookSecret: '--header "Authorization: Bearer $WEBHOOK_SECRET"',
    metricsToken: '--header "Authorization: Bearer $METRICS_TOKEN"',
    credential: '--user "iamapikey:$APIKEY"',
  };
  return [
    `curl ${method}"${path}${query.length > 0 ? `?${query.join("&")}` : ""}"`,
    ...[credential[call.scheme] ?? ""].filter(Boolean),
    ...headers,
    ...bodyLines(call, schemas),
  ].join(" \\\n  ");
};

const bodyLines = ({ contentType, schema }: Call, schemas: Schemas): string[] => {
  if (!contentType) return [];
  if (contentType.includes("form"))
    return Object.entries(resolved(schema, schemas).properties ?? {})
      .filter(([name]) => ["grant_type", "service", "apikey", "token"].includes(name))
      .map(([name, field]) =>
        name === "apikey" || name === "token"
          ? `--data-urlencode ${name}@${name}.txt`
          : `--data-urlencode "${name}=${field.enum?.[0] ?? variable(name)}"`,
      );
  const body = JSON.stringify(sample(schema, schemas), null, 2).replace(/\n/g, "\n  ");
  return [`--header 'Content-Type: ${contentType}'`, `--data '${body}'`];
};

/** A body with what is required, and with everything where nothing is. */
const sample = (schema: Schema, schemas: Schemas, name = "value"): unknown => {
  const {
    properties,
    required = [],
    items,
    enum: values,
    const: fixed,
    anyOf,
    type,
    example,
  } = resolved(schema, schemas);
  if (example !== undefined) return example;
  if (fixed !== undefined) return fixed;
  if (values) return values[0];
  if (properties) {
    const names = required.length > 0 ? required : Object.keys(properties);
    return Object.fromEntries(names.map((one) => [one, sample(properties[one] ?? {}, schemas, one)]));
  }
  if (items) return [sample(items, schemas, name)];
  if (anyOf?.[0]) return sample(anyOf[0], schemas, name);
  if (type === "boolean") return false;
  if (type === "integer" || type === "number") return 1;
  return type === "array" ? [] : name.toUpperCase();
};
