import { type Answers, identityAnswers } from "./rest";

/** The policy API's own words; `insufficent` is how it is spelt there. */
export const policyAnswers: Answers = {
  ...identityAnswers,
  "not-found": { status: 404, code: "policy_not_found" },
  forbidden: { status: 403, code: "insufficent_permissions" },
  invalid: { status: 400, code: "invalid_body" },
  conflict: { status: 409, code: "policy_conflict_error" },
  stale: { status: 412, code: "precondition_failed" },
  reasons: {
    not_supported: { status: 400, code: "not_supported" },
    "unknown-role": { status: 400, code: "role_not_found" },
  },
};
