import { currentActor } from "@/app/_server/session";
import { checkpointAuthority } from "@/lib/services/audit-checkpoints";

/** The public certificate that checkpoints are verified with. */
export const GET = async (): Promise<Response> => {
  if (!(await currentActor())) return new Response("Sign in first.\n", { status: 401 });
  return new Response(checkpointAuthority().pem, {
    headers: {
      "content-type": "application/x-pem-file",
      "content-disposition": 'attachment; filename="wharfkey-ca.pem"',
    },
  });
};
