"use client";

import { ActionNote } from "@/components/action-note";
import { SubmitButton } from "@/components/ui/button";
import { useActionForm } from "@/components/use-action-form";
import { joinAction } from "./actions";

/** One press for someone who is signed in with the invited address. */
export function JoinForm({ token, label }: { token: string; label: string }) {
  const { state, pending, form } = useActionForm(joinAction);
  return (
    <form {...form} className="flex flex-col gap-4">
      <ActionNote state={state} />
      <input type="hidden" name="token" value={token} />
      <SubmitButton variant="primary" size="l" loading={pending}>
        {label}
      </SubmitButton>
    </form>
  );
}
