import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { namespaceText } from "@/lib/domain/inputs/namespace";
import { idText, regionText } from "@/lib/domain/inputs/text";
import { deleteNamespace, listNamespaces, putNamespace } from "@/lib/services/namespaces";
import { regionIdOfName } from "@/lib/services/region-id";
import { answerOf, conflicts, noContent, refusals, requireAccount, security } from "./iam-requests";
import { guarded, identityAnswers, restApp } from "./rest";

const shared = { security, tags: ["Namespaces"], middleware: guarded };
const account = z.object({ account: idText.optional() });
const inRegion = z.object({ region: regionText });
const params = z.object({ name: namespaceText });

const shape = z
  .object({
    name: z.string(),
    region: z.string(),
    account: z.string(),
    created_date: z.string(),
    created_by: z.string(),
  })
  .openapi("Namespace");

const list = createRoute({
  ...shared,
  method: "get",
  path: "/api/v1/namespaces",
  summary: "Names of the account's namespaces, of one region where one is named",
  request: { headers: account, query: z.object({ region: regionText.optional() }) },
  responses: { 200: answerOf("Names, each once", z.array(z.string())), ...refusals },
});

const details = createRoute({
  ...shared,
  method: "get",
  path: "/api/v1/namespaces/details",
  summary: "The account's namespaces with their regions",
  request: { headers: account, query: z.object({ region: regionText.optional() }) },
  responses: { 200: answerOf("Namespaces", z.array(shape)), ...refusals },
});

const answer = z.object({ namespace: z.string(), region: z.string() });

const put = createRoute({
  ...shared,
  method: "put",
  path: "/api/v1/namespaces/{name}",
  summary: "Make a namespace in a region",
  request: { headers: account, params, query: inRegion },
  responses: {
    200: answerOf("The account has it already", answer),
    201: answerOf("Made", answer),
    ...refusals,
    ...conflicts,
  },
});

const remove = createRoute({
  ...shared,
  method: "delete",
  path: "/api/v1/namespaces/{name}",
  summary: "Take a namespace away; its name stays the account's",
  request: { headers: account, params, query: inRegion },
  responses: { 204: noContent, ...refusals },
});

const listed = async (c: Context, region: string | undefined) => {
  const all = await listNamespaces(c.get("actor"));
  const id = region === undefined ? undefined : await regionIdOfName(region);
  return all.filter((namespace) => (id ?? namespace.region) === namespace.region);
};

/** @see https://cloud.ibm.com/apidocs/container-registry */
export const namespaces = restApp(identityAnswers)
  .openapi(list, async (c) => {
    requireAccount(c.get("actor"), c.req.valid("header").account);
    const rows = await listed(c, c.req.valid("query").region);
    return c.json([...new Set(rows.map(({ name }) => name))], 200);
  })
  .openapi(details, async (c) => {
    const actor = c.get("actor");
    requireAccount(actor, c.req.valid("header").account);
    const rows = await listed(c, c.req.valid("query").region);
    const items = rows.map(({ name, region, createdAt, createdBy }) => ({
      name,
      region,
      account: actor.accountId,
      created_date: createdAt.toISOString(),
      created_by: createdBy,
    }));
    return c.json(items, 200);
  })
  .openapi(put, async (c) => {
    requireAccount(c.get("actor"), c.req.valid("header").account);
    const place = { region: c.req.valid("query").region, name: c.req.valid("param").name };
    const { namespace, created } = await putNamespace(c.get("actor"), place);
    return c.json({ namespace: namespace.name, region: namespace.region }, created ? 201 : 200);
  })
  .openapi(remove, async (c) => {
    requireAccount(c.get("actor"), c.req.valid("header").account);
    await deleteNamespace(c.get("actor"), {
      region: c.req.valid("query").region,
      name: c.req.valid("param").name,
    });
    return c.body(null, 204);
  });
