"use client";

import { Plus } from "lucide-react";
import { type ComponentProps, Suspense, useState } from "react";
import { fetchPolicyForm, PolicyForm } from "./policy-form-dialog";
import { DialogButton } from "./ui/dialog-button";

type AddPolicyProps = Omit<ComponentProps<typeof PolicyForm>, "onClose"> & {
  /** The button's words. */
  label: string;
};

/** The button that adds a policy, in the header of a list of them. */
export function AddPolicy({ label, ...form }: AddPolicyProps) {
  const [adding, setAdding] = useState(false);
  return (
    <>
      <DialogButton
        size="s"
        variant="default"
        icon={<Plus aria-hidden />}
        ahead={fetchPolicyForm}
        onClick={() => setAdding(true)}
      >
        {label}
      </DialogButton>
      <Suspense>{adding && <PolicyForm {...form} onClose={() => setAdding(false)} />}</Suspense>
    </>
  );
}
