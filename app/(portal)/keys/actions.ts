import type { BulkServerActions } from "@/components/inventory-bulk";
import {
  continueKeyBulkAction,
  previewKeyBulkAction,
  startKeyBulkAction,
  undoKeyBulkAction,
} from "./bulk-actions";

/** What the page offers for many keys at once. */
export const bulkActionsOfPage: BulkServerActions = {
  preview: previewKeyBulkAction,
  start: startKeyBulkAction,
  proceed: continueKeyBulkAction,
  undo: undoKeyBulkAction,
};
