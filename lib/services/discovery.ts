import { accessTokenIssuer } from "@/lib/domain/jwt-claims";
import { runtime } from "@/lib/platform/runtime";

/** Public halves of the signing keys, as a JWK set. @see RFC 7517 */
export const publishedKeys = (): { keys: object[] } => runtime().signingKeys.jwks();

/** OpenID Connect discovery of the token endpoints. @see https://openid.net/specs/openid-connect-discovery-1_0.html */
export const identityEndpoints = (): object => {
  const issuer = accessTokenIssuer(runtime().config.url);
  return {
    issuer,
    token_endpoint: `${issuer}/token`,
    introspection_endpoint: `${issuer}/introspect`,
    jwks_uri: `${issuer}/keys`,
    response_types_supported: ["cloud_iam"],
    grant_types_supported: ["urn:ibm:params:oauth:grant-type:apikey", "refresh_token"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["ES256"],
    token_endpoint_auth_methods_supported: ["client_secret_basic", "none"],
  };
};

/** A link to a path of this portal, for answers that hold whole URLs. */
export const publicLink = (pathAndQuery: string): string => runtime().config.url + pathAndQuery;
