import { currentActor } from "@/app/_server/session";
import { authorityBundle } from "@/lib/services/region-secrets";

/** The authority's certificate for a registry's `rootcertbundle`. */
export const GET = async (): Promise<Response> => {
  const actor = await currentActor();
  if (!actor) return new Response("Sign in first.\n", { status: 401 });
  return new Response(authorityBundle(actor), {
    headers: {
      "content-type": "application/x-pem-file",
      "content-disposition": 'attachment; filename="wharfkey-ca.pem"',
      "cache-control": "no-store",
    },
  });
};
