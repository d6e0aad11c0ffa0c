/** The three usernames that say what kind of credential the password is; people paste keys there, hence "other". */
export const credentialKinds = ["iamapikey", "iambearer", "iamrefresh"] as const;
export type CredentialKind = (typeof credentialKinds)[number];

/** Which credential the password is: API key, access token or refresh token. Also what usage records. */
export function credentialKind(username: string): CredentialKind | "other" {
  return credentialKinds.find((kind) => kind === username) ?? "other";
}
