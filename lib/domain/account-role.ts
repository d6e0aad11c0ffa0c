/** What a person is in an account. */
export const accountRoles = ["administrator", "auditor", "member"] as const;
export type AccountRole = (typeof accountRoles)[number];
