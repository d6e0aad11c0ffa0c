import {
  createPolicyAction,
  deletePolicyAction,
  updatePolicyAction,
} from "@/app/(portal)/service-ids/policy-actions";
import type { PolicyActions } from "@/components/policy-menu";

/** What every list of policies offers. */
export const policyActions: PolicyActions = {
  create: createPolicyAction,
  update: updatePolicyAction,
  remove: deletePolicyAction,
};
