/** Shorthands for OpenAPI literals. */

export type Schema = { [keyword: string]: unknown };

export const text = { type: "string" };
export const count = { type: "integer" };
export const object = (
  properties: { [name: string]: Schema },
  required = Object.keys(properties),
): Schema => ({
  type: "object",
  properties,
  required,
});
export const list = (items: Schema): Schema => ({ type: "array", items });

export const json = (description: string, schema: Schema = { type: "object" }) => ({
  description,
  content: { "application/json": { schema } },
});
export const form = (schema: Schema) => ({
  required: true,
  content: { "application/x-www-form-urlencoded": { schema } },
});
export const query = (name: string, description: string, schema: Schema = text, required = false) => ({
  name,
  in: "query",
  description,
  schema,
  required,
});

export const registryErrors = json(
  "Refused; docker prints the message",
  object({ errors: list(object({ code: text, message: text })) }),
);
