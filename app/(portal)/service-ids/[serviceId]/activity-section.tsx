import type { Actor } from "@/lib/services/actor";

export async function ActivitySection(_props: { actor: Actor; iamId: string }) {
  return null;
}
