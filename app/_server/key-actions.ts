import {
  deleteApiKeyAction,
  setApiKeyDisabledAction,
  setApiKeyLockedAction,
  updateApiKeyAction,
} from "@/app/(portal)/api-keys/actions";
import type { KeyActions } from "@/components/key-menu";

/** What every list of keys offers. */
export const keyActions: KeyActions = {
  update: updateApiKeyAction,
  setDisabled: setApiKeyDisabledAction,
  setLocked: setApiKeyLockedAction,
  remove: deleteApiKeyAction,
};
