"use client";

import { type FormEvent, startTransition, useActionState, useEffect, useRef } from "react";
import { shownAccountField } from "@/lib/domain/shown-account";

/** What a form needs to know of its server action's state. Texts are in the reader's language already. */
export type FormState<T> =
  | { status: "idle" }
  | { status: "ok"; data: T }
  | { status: "invalid"; fields: Record<string, string> }
  | { status: "failed"; code: string; reason: string; message: string };

/** A server action made by `action()`. What it was told before, it doesn't look at. */
export type FormAction<T> = (previous: never, form: FormData) => Promise<FormState<T>>;

const idle = { status: "idle" } as const;

/** Says whose account this page shows, so that nothing is done in one that another window has switched to. */
const withAccount = (form: FormData): FormData => {
  const shown = document.querySelector<HTMLElement>("[data-account]")?.dataset.account;
  if (shown !== undefined) form.set(shownAccountField, shown);
  return form;
};

/**
 * A form that sends itself to a server action: before the scripts have loaded as a plain post (`{...form}`),
 * afterwards without losing what was typed until it is done. Focus goes to the first field that isn't accepted.
 */
export function useActionForm<T>(action: FormAction<T>, onDone?: (data: T) => void) {
  const [state, dispatch, pending] = useActionState<FormState<T>, FormData>(
    action as (previous: FormState<T>, form: FormData) => Promise<FormState<T>>,
    idle,
  );
  const ref = useRef<HTMLFormElement>(null);
  const handled = useRef<FormState<T>>(state);
  useEffect(() => {
    if (handled.current === state) return;
    handled.current = state;
    if (state.status === "ok") {
      ref.current?.reset();
      onDone?.(state.data);
    }
    if (state.status === "invalid") ref.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  });
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (pending) return;
    const { submitter } = event.nativeEvent as SubmitEvent;
    const form = withAccount(new FormData(event.currentTarget, submitter));
    startTransition(() => dispatch(form));
  };
  const fields = state.status === "invalid" ? state.fields : {};
  return {
    state,
    pending,
    onSubmit,
    /** Everything the <form> needs. */
    form: { ref, action: dispatch, onSubmit },
    code: state.status === "failed" ? state.code : "",
    /** What is wrong with a field. */
    error: (field: string): string | undefined => fields[field],
    /** What no field shows: the refusal of the whole, or of a field that isn't among `shown`. */
    failure: (...shown: string[]): string | undefined =>
      state.status === "failed"
        ? state.message
        : Object.entries(fields).find(([name]) => !shown.includes(name))?.[1],
  };
}

/** Sends a few values to a server action without a form: menus, confirmations. */
export function useSend() {
  return <T>(action: FormAction<T>, values: Record<string, string>): Promise<FormState<T>> => {
    const form = new FormData();
    for (const [name, value] of Object.entries(values)) form.set(name, value);
    return action(idle as never, withAccount(form));
  };
}

/** What a confirmation shows when its action was refused; nothing when it is done. */
export function problemOf(state: FormState<unknown>): string | undefined {
  if (state.status === "failed") return state.message;
  return state.status === "invalid" ? Object.values(state.fields)[0] : undefined;
}
