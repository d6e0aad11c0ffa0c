/** What can be done to many keys at once. */
export const bulkActions = ["disable", "expire", "notify", "delete"] as const;
export type BulkAction = (typeof bulkActions)[number];
