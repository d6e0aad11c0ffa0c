import type { Hono, NotFoundHandler } from "hono";
import { callerOf } from "./request-context";
import { failure } from "./rest";

/** What IBM's IAM offers and Wharfkey doesn't, by the beginning of its paths. */
const notOffered: [RegExp, string][] = [
  [/^\/v1\/profiles(?:\/|$)/, "trusted profiles"],
  [
    /^\/v1\/(?:profile|account_settings|group|policy|action_control|role)_(?:templates|assignments)(?:\/|$)/,
    "templates for enterprises",
  ],
  [/^\/v1\/mfa(?:\/|$)/, "multi-factor sign-in"],
  [/^\/v1\/preferences(?:\/|$)/, "preferences of identities"],
  [/^\/v1\/accounts\/[^/]+\/settings\/access_management(?:\/|$)/, "settings of access management"],
  [/^\/v1\/accounts\/[^/]+\/limits(?:\/|$)/, "limits on identities"],
];

const identityPath = /^\/(?:identity|v1\/(?:apikeys|serviceids|serviceid_groups|activity|accounts))(?:\/|$)/;
const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** Methods that have a route of their own at a path. */
const methodsAt = (app: Hono, path: string): string[] =>
  methods.filter((method) =>
    app.router.match(method, path)[0].some(([[, route]]) => (route as { method: string }).method === method),
  );

/** The answer where no route is: 405 with what is allowed there, or 404. */
export const noRoute =
  (app: Hono): NotFoundHandler =>
  (c) => {
    callerOf(c);
    const { path, method } = c.req;
    const allowed = methodsAt(app, path);
    if (allowed.length > 0) {
      c.header("allow", allowed.join(", "));
      const code = { status: 405, code: "method_not_allowed" } as const;
      const answer = identityPath.test(path) ? { ...code, messageCode: "BXNIM0060E" } : code;
      return failure(c, answer, `${method} is not offered at ${path}, it needs ${allowed.join(" or ")}.`);
    }
    const what = notOffered.find(([shape]) => shape.test(path))?.[1];
    if (what) return failure(c, { status: 404, code: "not_supported" }, `Wharfkey has no ${what}.`);
    return failure(c, { status: 404, code: "not_found" }, `There is nothing at ${path}.`);
  };
