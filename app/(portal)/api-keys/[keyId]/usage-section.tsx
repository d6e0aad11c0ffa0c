import type { Actor } from "@/lib/services/actor";

type UsageSectionProps = {
  actor: Actor;
  keyId: string;
  query: Record<string, string | string[] | undefined>;
};

export async function UsageSection(_props: UsageSectionProps) {
  return null;
}
