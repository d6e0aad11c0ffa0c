import type { ApiKeyStatus } from "@/lib/domain/api-key";

/** A key as tables and menus need it; never its value. */
export type KeyRow = {
  id: string;
  name: string;
  description: string | null;
  /** `wfk_8FqT2m…`; null for a value of the caller's own choice. */
  display: string | null;
  status: ApiKeyStatus;
  locked: boolean;
  mayChange: boolean;
  createdAt: Date;
  createdByName: string;
  expiresAt: Date | null;
  actionWhenLeaked: "none" | "disable" | "delete";
  entityTag: string;
  owner: { kind: "user" | "service-id"; id: string; name: string };
  lastAuthn: Date | null;
  lastClient: string | null;
  lastIp: string | null;
  /** The last 14 days, oldest first; null when they couldn't be loaded. Lists, since a page has hundreds of days. */
  days: { counts: readonly number[]; denied: readonly number[] } | null;
};
