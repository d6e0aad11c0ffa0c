import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import type { z } from "zod";
import { shownAccountField } from "@/lib/domain/shown-account";
import { runtime } from "@/lib/platform/runtime";
import type { Actor } from "@/lib/services/actor";
import { watched } from "@/lib/services/refusal";
import { isServiceError, type ServiceError, type ServiceErrorCode } from "@/lib/services/service-error";
import type { RequestContext, SignedIn } from "@/lib/services/sessions";
import { formObject } from "./form";
import { currentSession, requestContext } from "./session";

/**
 * What a form shows of its action. Every text is in the reader's language already; `fields` is keyed by the
 * input's name. Never holds what was typed.
 */
export type ActionState<T> =
  | { status: "idle" }
  | { status: "ok"; data: T }
  | { status: "invalid"; fields: Record<string, string> }
  | { status: "failed"; code: ServiceErrorCode | "unexpected"; reason: string; message: string };

/** For `useActionState(someAction, idle)`. */
export type Action<T> = (previous: ActionState<T>, form: FormData) => Promise<ActionState<T>>;

/** For actions that change nothing: a refusal is no attempt to. */
export const reads = null;

/** `shownAccount`: whose account the page showed; undefined before its scripts have loaded, and on pages without one. */
type FormContext = RequestContext & { shownAccount: string | undefined };

type Change<Input> = string | ((input: Input) => string) | typeof reads;

/**
 * The one wrapper of server actions: session → same origin → shape → use case → a typed state. Redirects and
 * `notFound()` inside the use case work as in a page.
 * @param change what audit calls it: a denied attempt is recorded under this name
 */
export const action = <Schema extends z.ZodType, T>(
  change: Change<z.output<Schema>>,
  schema: Schema,
  perform: (actor: Actor, input: z.output<Schema>) => Promise<T>,
): Action<T> =>
  sessionAction(schema, ({ actor, mustChangePassword }, input, { shownAccount }) => {
    if (!actor) throw refusal("forbidden", "no-account");
    // Another window switched accounts: what was seen here must not be done there.
    if (shownAccount !== undefined && shownAccount !== actor.accountId)
      throw refusal("conflict", "other-account");
    if (mustChangePassword) throw refusal("forbidden", "must-change-password");
    if (change === reads) return perform(actor, input);
    const attempt = { action: typeof change === "string" ? change : change(input), id: idIn(input) };
    return watched(actor, attempt, () => perform(actor, input));
  });

const idNames = ["keyId", "policyId", "serviceId", "userId", "sessionId", "id", "region", "regionId"];

/** What an input is about: the field that forms name it by, with the name of a place in a region. */
const idIn = (input: unknown): string => {
  const fields = input as { [name: string]: unknown };
  const name = idNames.find((one) => typeof fields[one] === "string");
  if (name === "region" && typeof fields.name === "string") return `${fields.region}/${fields.name}`;
  return name ? String(fields[name]) : "";
};

/** `action` for what people may do before they have an account or their own password. */
export const sessionAction = <Schema extends z.ZodType, T>(
  schema: Schema,
  perform: (session: SignedIn, input: z.output<Schema>, context: FormContext) => Promise<T>,
): Action<T> =>
  openAction(schema, async (context, input) => {
    const session = await currentSession();
    if (!session) throw refusal("unauthorized", "signed-out");
    // What is logged and what is audited carry the same id.
    const actor = session.actor && { ...session.actor, correlationId: context.correlationId };
    return perform({ ...session, actor }, input, context);
  });

/** `action` for visitors: accepting an invitation. */
export const openAction =
  <Schema extends z.ZodType, T>(
    schema: Schema,
    perform: (context: FormContext, input: z.output<Schema>) => Promise<T>,
  ): Action<T> =>
  async (_previous, form) => {
    const context = await requestContext();
    try {
      await ensureSameOrigin();
      const { [shownAccountField]: shown, ...fields } = formObject(form);
      const parsed = schema.safeParse(fields);
      if (!parsed.success) return { status: "invalid", fields: await fieldTexts(parsed.error.issues) };
      const shownAccount = typeof shown === "string" ? shown : undefined;
      return { status: "ok", data: await perform({ ...context, shownAccount }, parsed.data) };
    } catch (error) {
      unstable_rethrow(error);
      if (isServiceError(error)) return refused(error);
      const { correlationId } = context;
      runtime().log.error({ err: error, correlationId }, "an action failed");
      const t = await getTranslations("errors");
      return {
        status: "failed",
        code: "unexpected",
        reason: "unexpected",
        message: t("action", { reference: correlationId }),
      };
    }
  };

// A plain object, not a ServiceError: its English text is never shown.
const refusal = (code: ServiceErrorCode, reason: string): ServiceError =>
  Object.assign(new Error(reason), { name: "ServiceError", code, reason, field: null }) as ServiceError;

/** Next compares Origin and Host as well; a request without an Origin comes from no form of ours. */
const ensureSameOrigin = async (): Promise<void> => {
  const from = await headers();
  const origin = from.get("origin");
  const host = origin && URL.canParse(origin) ? new URL(origin).host : null;
  if (origin !== runtime().config.url && (host === null || host !== from.get("host")))
    throw refusal("forbidden", "other-origin");
};

const refused = async (error: ServiceError): Promise<ActionState<never>> => {
  const message = await serviceErrorText(error);
  if (error.field) return { status: "invalid", fields: { [error.field]: message } };
  return { status: "failed", code: error.code, reason: error.reason, message };
};

/** The refusal in the reader's words: by its reason, else as the service says it, else by its code. */
const serviceErrorText = async ({ reason, code, message }: ServiceError): Promise<string> => {
  const t = await getTranslations("errors");
  const byReason = `reasons.${reason}` as Parameters<typeof t>[0];
  if (t.has(byReason)) return t(byReason);
  return (await getLocale()) === "en" ? message : t(`codes.${code}`);
};

type FieldsTranslator = Awaited<ReturnType<typeof getTranslations<"errors.fields">>>;

/** The first issue of each field: by its reason (`params.reason`, or a kebab-case message), else by its code. */
const fieldTexts = async (issues: readonly z.core.$ZodIssue[]): Promise<Record<string, string>> => {
  const t = await getTranslations("errors.fields");
  const fields = new Map<string, string>();
  for (const issue of issues) {
    const name = String(issue.path[0] ?? "form");
    if (!fields.has(name)) fields.set(name, ownText(issue, t) ?? generalText(issue, t));
  }
  return Object.fromEntries(fields);
};

const ownText = (issue: z.core.$ZodIssue, t: FieldsTranslator): string | null => {
  const reason =
    issue.code === "custom" && issue.params?.reason ? String(issue.params.reason) : issue.message;
  if (!/^[a-z-]+$/.test(reason)) return null;
  const key = reason as Parameters<typeof t>[0];
  return t.has(key) ? t(key) : null;
};

const generalText = (issue: z.core.$ZodIssue, t: FieldsTranslator): string => {
  if (issue.code === "too_small") {
    if (issue.origin === "array") return t("choose-one");
    if (issue.origin !== "string") return t("too-low", { minimum: Number(issue.minimum) });
    return Number(issue.minimum) <= 1 ? t("required") : t("too-short", { minimum: Number(issue.minimum) });
  }
  if (issue.code === "too_big")
    return issue.origin === "string"
      ? t("too-long", { maximum: Number(issue.maximum) })
      : t("too-high", { maximum: Number(issue.maximum) });
  if (issue.code === "invalid_type") return t("required");
  if (issue.code === "invalid_value") return t("choose-listed");
  return t("not-accepted");
};
