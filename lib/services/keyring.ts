import { isCustomRole } from "@/lib/domain/role";
import { runtime } from "@/lib/platform/runtime";
import { AccessChanged } from "@/lib/platform/usage-committer";
import { type Credential, type CredentialLookup, type FindCredential, findCredential } from "./credential";

/** Who asks for more in one request is looked up each time. */
const namespacesMax = 4;

/** Null: never held. Refresh tokens change with each use. */
const placeOf = (lookup: CredentialLookup, service: string, namespaces: string[]): string | null => {
  if (lookup.by === "refresh-token" || namespaces.length > namespacesMax) return null;
  const secret = lookup.by === "id" ? lookup.id : lookup.digest.toString("base64");
  // None of them holds a line's end: see printable and parseScopes.
  return [lookup.by, secret, service, ...namespaces].join("\n");
};

/** What a credential takes in memory, roughly: its policies with what their roles are made of. */
const weightOf = ({ grants }: Credential): number =>
  grants
    .flatMap(({ roles }) => roles)
    .reduce((sum, role) => sum + (isCustomRole(role) ? role.actions.length : 0), 1 + grants.length);

const look: FindCredential = async (lookup, service, namespaces) => {
  const credential = await findCredential(lookup, service, namespaces);
  const place = placeOf(lookup, service, namespaces);
  if (place && credential.key && (credential.region || service === ""))
    runtime().keyring.set(place, { ...credential, held: true }, { size: weightOf(credential) });
  return credential;
};

const recall: FindCredential = async (lookup, service, namespaces) => {
  const place = placeOf(lookup, service, namespaces);
  const held = place === null ? undefined : runtime().keyring.get(place);
  return (held as Credential | undefined) ?? look(lookup, service, namespaces);
};

/**
 * Decides with what the keyring holds, and anew with the database when that has passed: the commit of the
 * usage row compares the epochs, so a revocation holds at the next request everywhere. `decide` must commit a row
 * with the credential's epoch (`epochOf`) before it gives anything, and `mustBeFresh` before it refuses.
 * @see docs/decisions/008-a-commit-says-whether-the-keyring-holds.md
 */
export const withKeyring = async <Answer>(
  decide: (find: FindCredential) => Promise<Answer>,
): Promise<Answer> => {
  try {
    return await decide(recall);
  } catch (error) {
    if (!(error instanceof AccessChanged)) throw error;
    return decide(look);
  }
};

/** What a usage row that this credential decided carries. Looked up for this very request, it needs no proof. */
export const epochOf = ({ held, epoch }: Credential): string | null => (held ? epoch : null);

/** Nothing is refused by what was true before. @throws AccessChanged when the keyring held the credential */
export const mustBeFresh = ({ held }: Credential): void => {
  if (held) throw new AccessChanged();
};
