"use client";

import { Box } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { covers, type Grant } from "@/lib/domain/grant";
import { type CustomRole, isCustomRole, isRegistryRole, roleName, rolesNamed } from "@/lib/domain/role";
import { FormDialog } from "./form-dialog";
import { GrantSentence } from "./grant-sentence";
import type { PolicyRow, SubjectChoice } from "./policy-row";
import { givableRoles, type Held } from "./quick-create-rules";
import { type RegionChoice, useRegionName } from "./region-name";
import { RoleChoice } from "./role-choice";
import { RoleTable } from "./role-table";
import { SubjectField } from "./subject-field";
import { Combobox } from "./ui/combobox";
import { Field } from "./ui/field";
import { Input } from "./ui/input";
import { Select } from "./ui/select";
import { toast } from "./ui/toaster";
import type { FormAction } from "./use-action-form";

export type PolicyFormContext = {
  regions: readonly RegionChoice[];
  /** Names of the account's namespaces. */
  namespaces: readonly string[];
  /** The account's own roles, to choose from beside ours. */
  customRoles: readonly CustomRole[];
  held: Held;
};

type PolicyFormProps = PolicyFormContext & {
  title: string;
  submit: string;
  done: string;
  action: FormAction<unknown>;
  onClose: () => void;
  /** The policy to change. */
  policy?: PolicyRow;
  /** Whom a new one is for, or whom to choose from at first. */
  subject?: SubjectChoice;
  subjects?: readonly SubjectChoice[];
  /** Where a new one starts. */
  start?: { region: string; namespace: string };
  /** All that a new one starts with. */
  wanted?: Omit<Grant, "policyId">;
};

const everything = "*";
const shown = ["subject", "roles", "region", "namespace", "repositoryPattern"];

/** Role, region, namespace and repositories of a policy, with what it gives in words while it is chosen. */
export function PolicyForm(props: PolicyFormProps) {
  const { title, submit, done, action, onClose, policy, subject, subjects } = props;
  const { regions, namespaces, customRoles, held } = props;
  const t = useTranslations("policies");
  const nameOf = useRegionName();
  const [first] = useState(() => policy ?? props.wanted ?? firstGrant(props));
  const [role, setRole] = useState(roleName(first.roles.find(isRegistryRole) ?? "Reader"));
  const [region, setRegion] = useState(first.region ?? everything);
  const [namespace, setNamespace] = useState(first.namespace ?? everything);
  const [pattern, setPattern] = useState(first.repositoryPattern ?? "");
  const grant: Grant = {
    policyId: "",
    roles: rolesNamed([role], customRoles),
    region: region === everything ? null : region,
    namespace: namespace === everything ? null : namespace,
    repositoryPattern: namespace === everything ? null : pattern || null,
    condition: first.condition ?? null,
  };
  const givable = covers(held.grants, grant, held.administrator);
  const names = [...new Set([...namespaces, ...(policy?.namespace ? [policy.namespace] : [])])];
  return (
    <FormDialog
      title={title}
      submit={submit}
      action={action}
      onClose={onClose}
      onDone={() => toast(done)}
      fields={shown}
    >
      {(error) => (
        <>
          {policy && <input type="hidden" name="policyId" value={policy.policyId} />}
          {policy && <input type="hidden" name="entityTag" value={policy.entityTag} />}
          {policy && <input type="hidden" name="description" value={policy.description ?? ""} />}
          {subject && <input type="hidden" name="subject" value={`${subject.kind}:${subject.id}`} />}
          {subjects && <SubjectField subjects={subjects} wrong={Boolean(error("subject"))} />}
          <Field as="group" label={t("form.role")} error={error("roles")}>
            <RoleChoice value={role} onChange={setRole} customRoles={customRoles} />
          </Field>
          <div className="grid gap-4 md:grid-cols-2">
            <Field label={t("form.namespace")} error={error("namespace")}>
              <Combobox
                name="namespace"
                value={namespace}
                onValueChange={setNamespace}
                options={[
                  { value: everything, label: t("form.everyNamespace") },
                  ...names.map((name) => ({ value: name, label: name, icon: <Box aria-hidden /> })),
                ]}
              />
            </Field>
            <Field label={t("form.region")} error={error("region")}>
              <Select
                name="region"
                value={region}
                onValueChange={setRegion}
                options={[
                  { value: everything, label: t("everyRegion") },
                  ...regions.map((one) => ({ value: one.id, label: nameOf(one) })),
                ]}
              />
            </Field>
          </div>
          {namespace !== everything && (
            <Field
              label={t("form.pattern")}
              optional
              hint={t("form.patternHint")}
              error={error("repositoryPattern")}
            >
              <Input
                name="repositoryPattern"
                value={pattern}
                onChange={(event) => setPattern(event.target.value)}
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                placeholder={t("form.patternPlaceholder")}
              />
            </Field>
          )}
          <div className="rounded-control border border-line bg-sunken px-3.5 py-2.5" aria-live="polite">
            <p className="text-ink-3 text-meta">{t("form.preview")}</p>
            <p className="mt-0.5">
              <GrantSentence grant={grant} />
            </p>
            {!givable && <p className="mt-1 text-warn">{t("form.beyondOwn")}</p>}
          </div>
          <RoleTable />
        </>
      )}
    </FormDialog>
  );
}

/** Where a new policy starts: at the given place, as far as the person may give something there. */
function firstGrant({ start, namespaces, held }: PolicyFormProps): Omit<Grant, "policyId"> {
  const own = held.grants.find(
    (grant) =>
      grant.roles.some(isRegistryRole) &&
      (!start || (grant.namespace ?? start.namespace) === start.namespace),
  );
  const namespace = start?.namespace ?? own?.namespace ?? namespaces[0] ?? null;
  const region = own?.region ?? start?.region ?? null;
  const repositoryPattern = own?.repositoryPattern ?? null;
  const reach = namespace ? { namespace, region, repositoryPattern } : null;
  const [role = own?.roles.find(isCustomRole) ?? "Reader"] = reach ? givableRoles(held, reach) : [];
  return { roles: [role], region, namespace, repositoryPattern };
}
