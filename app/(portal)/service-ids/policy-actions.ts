"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { action } from "@/app/_server/action";
import { iamIdOfServiceId } from "@/lib/domain/identifiers";
import { CreatePolicy, UpdatePolicy } from "@/lib/domain/inputs/policy";
import { idText } from "@/lib/domain/inputs/text";
import { createPolicy, deletePolicy, updatePolicy } from "@/lib/services/policies";

/** `*` in a form is every one. */
const everyOr = (value: string | undefined) => (value && value !== "*" ? value : null);

const reachOf = (form: unknown) => {
  const { role, region, namespace, repositoryPattern, subject, ...rest } = form as Record<string, string>;
  return {
    ...rest,
    ...(subject !== undefined && { subject: subjectOf(subject) }),
    roles: role ? [role] : [],
    region: everyOr(region),
    namespace: everyOr(namespace),
    repositoryPattern: repositoryPattern || null,
  };
};

const subjectOf = (text: string) => {
  const [, kind, id = ""] = /^([a-z-]+):(.+)$/.exec(text) ?? [];
  if (kind === "access-group") return { accessGroupId: id };
  if (kind === "service-id") return { iamId: iamIdOfServiceId(id) };
  return kind === "user" ? { iamId: id } : undefined;
};

export const createPolicyAction = action(
  "policy.create",
  z.preprocess(reachOf, CreatePolicy),
  async (actor, input) => {
    await createPolicy(actor, input);
    refresh();
  },
);

const UpdateForm = z.preprocess(reachOf, UpdatePolicy.safeExtend({ policyId: idText, entityTag: idText }));

export const updatePolicyAction = action(
  "policy.update",
  UpdateForm,
  async (actor, { policyId, entityTag, ...input }) => {
    await updatePolicy(actor, policyId, input, { ifMatch: entityTag });
    refresh();
  },
);

export const deletePolicyAction = action(
  "policy.delete",
  z.object({ policyId: idText }),
  async (actor, { policyId }) => {
    await deletePolicy(actor, policyId);
    refresh();
  },
);
