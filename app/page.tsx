import { redirect } from "next/navigation";
import { currentSession } from "@/app/_server/session";

/** The address without a path: to work, or to sign in first. */
export default async function RootPage() {
  redirect((await currentSession()) ? "/home" : "/sign-in");
}
