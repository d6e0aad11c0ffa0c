"use client";

import { IdCard, UserRound, Users } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { SubjectChoice } from "./policy-row";
import { Combobox } from "./ui/combobox";
import { Field } from "./ui/field";
import { useSuggestions } from "./use-suggestions";

type SubjectFieldProps = {
  /** To choose from without typing. */
  subjects: readonly SubjectChoice[];
  wrong: boolean;
};

const icons = { user: UserRound, "service-id": IdCard, "access-group": Users };

/** Whom a policy is for: everyone of the account is found by typing. */
export function SubjectField({ subjects, wrong }: SubjectFieldProps) {
  const t = useTranslations("policies");
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState<SubjectChoice>();
  const text = typed.trim();
  const { found } = useSuggestions<SubjectChoice>("/namespaces/subjects?q=", text);
  const more = text === "" ? (chosen ? [chosen] : []) : found;
  const all = new Map([...subjects, ...more].map((one) => [`${one.kind}:${one.id}`, one]));
  return (
    <Field label={t("form.subject")} error={wrong && t("form.subjectPlaceholder")}>
      <Combobox
        name="subject"
        placeholder={t("form.subjectPlaceholder")}
        onQuery={setTyped}
        onValueChange={(value) => setChosen(all.get(value))}
        options={[...all].map(([value, one]) => {
          const Icon = icons[one.kind];
          return {
            value,
            label: one.name,
            detail: one.detail ?? t(`subjects.${one.kind}`),
            icon: <Icon aria-hidden />,
          };
        })}
      />
    </Field>
  );
}
