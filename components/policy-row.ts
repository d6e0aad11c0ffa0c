import type { Grant } from "@/lib/domain/grant";

/** A policy as lists and forms need it. */
export type PolicyRow = Grant & {
  subject: { kind: "user" | "service-id" | "access-group"; id: string; name: string };
  description: string | null;
  createdAt: Date;
  createdByName: string;
  entityTag: string;
  /** Its giver no longer holds it. */
  excess: boolean;
  /** Why it gives nothing; null where it gives something. */
  inert: "tags" | "foreign-subject" | null;
  mayChange: boolean;
};

/** A person, service ID or access group that a policy can be for. */
export type SubjectChoice = { kind: PolicyRow["subject"]["kind"]; id: string; name: string; detail?: string };
