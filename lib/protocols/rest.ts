import { type Hook, OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context, Env, MiddlewareHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import type { Actor } from "@/lib/services/actor";
import { databaseReady, logProblem } from "@/lib/services/health";
import { authenticateBearer } from "@/lib/services/iam-token";
import { recordRefusal } from "@/lib/services/refusal";
import { isServiceError, type ServiceError, type ServiceErrorCode } from "@/lib/services/service-error";
import { bodyLimit } from "./body-limit";
import { attemptOf } from "./refused-change";
import { bearerChallenge, callerOf } from "./request-context";

export type RestEnv = { Variables: { actor: Actor } };

type Status = 400 | 401 | 403 | 404 | 405 | 409 | 412 | 413 | 415 | 429 | 500 | 503;

/** What a protocol calls a refusal. `messageCode` only where IBM's clients know one. */
export type Answer = { status: Status; code: string; messageCode?: string };
export type Answers = {
  [code in ServiceErrorCode]: Answer;
} & {
  /** Where the service's reason has an answer of its own. */
  reasons?: { [reason: string]: Answer };
};

const bodySizeBytesMax = 64 * 1024;

/** IAM's answers for identities; other protocols differ by a few. */
const invalidParameter = { status: 400, code: "invalid_parameter" } as const;

export const identityAnswers: Answers = {
  "not-found": { status: 404, code: "not_found", messageCode: "BXNIM0102E" },
  forbidden: { status: 403, code: "forbidden", messageCode: "BXNIM0513E" },
  invalid: { ...invalidParameter, messageCode: "BXNIM0110E" },
  conflict: { status: 409, code: "conflict", messageCode: "BXNIM0114E" },
  stale: { status: 409, code: "conflict", messageCode: "BXNIM0115E" },
  locked: { status: 409, code: "locked", messageCode: "BXNIM0116E" },
  "in-use": { status: 409, code: "in_use", messageCode: "BXNIM0117E" },
  unauthorized: { status: 401, code: "unauthorized", messageCode: "BXNIM0308E" },
  "sign-in-again": { status: 403, code: "forbidden", messageCode: "BXNIM0513E" },
  "rate-limited": { status: 429, code: "too_many_requests", messageCode: "BXNIM0429E" },
  reasons: {
    not_supported: { status: 400, code: "not_supported" },
    missing: { ...invalidParameter, messageCode: "BXNIM0109E" },
    too_long: { ...invalidParameter, messageCode: "BXNIM0111E" },
    past: { ...invalidParameter, messageCode: "BXNIM0112E" },
    store_value: { ...invalidParameter, messageCode: "BXNIM0113E" },
  },
};

/** The error shape of IAM's REST APIs, whose first message SDKs show. */
export const errorShape = z
  .object({
    errors: z.array(
      z.object({
        code: z.string(),
        message_code: z.string().optional(),
        message: z.string(),
        details: z.string(),
      }),
    ),
    status_code: z.number().int(),
    trace: z.string(),
  })
  .openapi("Error");

/** Answers a refusal. Its trace is the request's id. */
export const failure = (
  c: Context,
  { status, code, messageCode }: Answer,
  message: string,
  details = "",
): Response => {
  const error = { code, ...(messageCode ? { message_code: messageCode } : {}), message, details };
  const trace = c.res.headers.get("x-request-id") ?? "";
  return c.json({ errors: [error], status_code: status, trace }, status, { "cache-control": "no-store" });
};

/** `expiresAt` is `expires_at` in the API, in the message too; `If-Match` stays. */
const inApiWords = ({ field, message }: ServiceError): { message: string; details: string } => {
  if (!field) return { message, details: "" };
  const name = field.replace(/(?<=[a-z])[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return {
    message: message.startsWith(`${field} `) ? name + message.slice(field.length) : message,
    details: name,
  };
};

/** Says which part of a request isn't accepted, and why. */
const invalidRequest =
  (answers: Answers): Hook<unknown, RestEnv, string, unknown> =>
  (result, c) => {
    if (result.success) return undefined;
    const issue = result.error.issues[0];
    const unknownKey = issue?.code === "unrecognized_keys" ? issue.keys[0] : undefined;
    const path = [...(issue?.path ?? []), ...(unknownKey === undefined ? [] : [unknownKey])].map(String);
    const field = path.join(".").slice(0, 120) || (result.target === "json" ? "body" : result.target);
    const answer = answers.reasons?.[reasonOf(issue, (result as { data?: unknown }).data)] ?? answers.invalid;
    return failure(c, answer, `${field} ${problemOf(issue, unknownKey !== undefined)}`, field);
  };

/** Which of the answers' reasons a part that isn't accepted has. */
const reasonOf = (
  issue: { code?: string; path?: PropertyKey[]; origin?: string } | undefined,
  data: unknown,
): string => {
  const path = issue?.path ?? [];
  const given = path.reduce<unknown>(
    (within, part) => (within as { [name: PropertyKey]: unknown } | null | undefined)?.[part],
    data,
  );
  if (path.at(-1) === "store_value") return "store_value";
  if (path.length > 0 && (given === undefined || given === "")) return "missing";
  return issue?.code === "too_big" && issue.origin === "string" ? "too_long" : "";
};

const problemOf = (
  issue: { code?: string; message: string; expected?: string } | undefined,
  isUnknown: boolean,
): string => {
  if (isUnknown) return "is no field of this request";
  if (issue?.message.startsWith("Invalid input"))
    return `is missing or of another type, it needs ${issue.expected ?? "another one"}`;
  return issue?.message ?? "is not accepted";
};

const answerError =
  (answers: Answers) =>
  async (error: Error, c: Context): Promise<Response> => {
    if (isServiceError(error)) {
      if (error.code === "unauthorized") c.header("www-authenticate", bearerChallenge(c));
      const { message, details } = inApiWords(error);
      return failure(c, answers.reasons?.[error.reason] ?? answers[error.code], message, details);
    }
    if (error instanceof HTTPException)
      return failure(c, answers.invalid, "body is no JSON, it needs an object in JSON", "body");
    logProblem(error, `${c.req.method} ${c.req.routePath} failed`);
    if (await databaseReady())
      return failure(
        c,
        { status: 500, code: "internal_error" },
        "Wharfkey failed; its log says why under this trace.",
      );
    c.header("retry-after", "5");
    const message = "Wharfkey's database does not answer. Nothing was changed; try again in a few seconds.";
    return failure(c, { status: 503, code: "unavailable" }, message);
  };

/** An app whose routes are described, validated and answered in one protocol's words. */
export const restApp = (answers: Answers): OpenAPIHono<RestEnv> => {
  const app = new OpenAPIHono<RestEnv>({ defaultHook: invalidRequest(answers) as never });
  app.onError(answerError(answers));
  return app;
};

const authenticated: MiddlewareHandler<RestEnv> = async (c, next) => {
  const caller = callerOf(c);
  c.set("actor", await authenticateBearer(c.req.header("authorization"), caller));
  c.header("cache-control", "no-store");
  await next();
  const attempt = attemptOf(c.req.method, c.req.path, new URL(c.req.url).searchParams);
  if (c.error && attempt) await recordRefusal(c.get("actor"), attempt, c.error);
};

const bodyProblems = {
  400: "invalid_parameter",
  413: "too_large",
  415: "unsupported_media_type",
};

const limited = bodyLimit({
  sizeBytesMax: bodySizeBytesMax,
  refuse: (c, status, message) => failure(c, { status, code: bodyProblems[status] }, message, "body"),
});

/** A body is JSON or nothing: a form post from a browser's page never reaches a change. */
const jsonOnly: MiddlewareHandler<Env> = async (c, next) => {
  const type = c.req.header("content-type");
  const empty = !type && (c.req.header("content-length") ?? "0") === "0";
  if (c.req.method === "GET" || empty || /^application\/(?:[a-z.-]+\+)?json\s*(?:;|$)/i.test(type ?? ""))
    return next();
  return failure(c, { status: 415, code: "unsupported_media_type" }, "The body must be application/json.");
};

/** What routes begin with that anybody may call. */
export const open: MiddlewareHandler[] = [limited, jsonOnly];

/** What every other route of these APIs begins with. */
export const guarded: MiddlewareHandler[] = [authenticated as MiddlewareHandler, limited, jsonOnly];
