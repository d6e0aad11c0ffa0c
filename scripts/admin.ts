import { randomUUID } from "node:crypto";
import { systemActor } from "@/lib/services/actor";
import { resetPassword } from "@/lib/services/passwords";
import { startBesidePortal } from "./lib/beside-portal";
import { Failure, main, say } from "./lib/cli";

const usage = `npm run admin -- reset EMAIL
  Gives that person a new generated password, which must be changed at the next sign-in, and ends
  their sessions. Works beside a running portal.`;

// `npm run admin -- …`: what only someone at the machine may do.
main(async () => {
  const [command, email, ...rest] = process.argv.slice(2);
  if (command !== "reset" || !email || rest.length > 0) throw new Failure(usage);
  const { stop } = await startBesidePortal();
  try {
    const password = await resetPassword({ ...systemActor(randomUUID()), name: "npm run admin" }, email);
    say(`New password for ${email.trim().toLowerCase()}; it must be changed at the next sign-in:`);
    console.log(password.reveal());
    say("Every session of this person has ended.");
  } finally {
    await stop();
  }
});
