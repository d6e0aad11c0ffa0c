/** Where alerts are posted to, beside mail. */
export const hookChannels = ["webhook", "slack"] as const;
export type HookChannel = (typeof hookChannels)[number];
