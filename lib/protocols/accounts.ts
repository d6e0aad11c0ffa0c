import { createRoute, z } from "@hono/zod-openapi";
import { NewAccount } from "@/lib/domain/inputs/person";
import { createAccount } from "@/lib/services/accounts";
import { answerOf, bodyOf, refusals, security } from "./iam-requests";
import { guarded, identityAnswers, restApp } from "./rest";

const accountShape = z
  .object({
    id: z.string().openapi({ example: "2f81c0d3a4b54c6d8e9f00112233aabb" }),
    name: z.string(),
    created_at: z.string().openapi({ example: "2026-11-19T14:28:16.000Z" }),
    created_by: z.string(),
  })
  .openapi("Account");

const create = createRoute({
  security,
  tags: ["Accounts"],
  middleware: guarded,
  method: "post",
  path: "/api/v1/accounts",
  summary: "Make an account, for site administrators",
  description: "The caller becomes its administrator, and can make keys in it with `account_id`.",
  request: { body: bodyOf(z.strictObject(NewAccount.shape)) },
  responses: { 201: answerOf("The account", accountShape), ...refusals },
});

/** Accounts by script. */
export const accounts = restApp(identityAnswers).openapi(create, async (c) => {
  const { id, name, createdAt, createdBy } = await createAccount(c.get("actor"), c.req.valid("json"));
  return c.json({ id, name, created_at: createdAt.toISOString(), created_by: createdBy }, 201);
});
