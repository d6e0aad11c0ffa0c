import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { crnOfServiceIdGroup } from "@/lib/domain/identifiers";
import type { ApiKeyView } from "@/lib/services/api-keys";
import { publicLink } from "@/lib/services/discovery";
import type { HistoryEntry } from "@/lib/services/history";
import type { Page } from "@/lib/services/paging";
import type { ServiceIdGroupView } from "@/lib/services/service-id-groups";
import type { ServiceIdView } from "@/lib/services/service-ids";

/** `2017-10-25T07:29+0000`; the seconds only where they say something. */
export const iamTime = (at: Date): string => {
  const text = at.toISOString();
  return `${text.slice(0, at.getUTCSeconds() === 0 ? 16 : 19)}+0000`;
};

const minute = (at: Date): string => `${at.toISOString().slice(0, 16)}+0000`;

export const historyShape = z
  .object({
    timestamp: z.string(),
    iam_id: z.string(),
    iam_id_account: z.string(),
    action: z.string(),
    params: z.array(z.string()),
    message: z.string(),
  })
  .openapi("HistoryRecord");

const activityShape = z
  .object({ last_authn: z.string().optional(), authn_count: z.number().int() })
  .openapi("Activity");

export const apiKeyShape = z
  .object({
    id: z.string(),
    entity_tag: z.string(),
    crn: z.string(),
    locked: z.boolean(),
    disabled: z.boolean(),
    created_at: z.string(),
    created_by: z.string(),
    modified_at: z.string(),
    name: z.string(),
    support_sessions: z.boolean(),
    action_when_leaked: z.enum(["none", "disable", "delete"]),
    expires_at: z.string().optional(),
    description: z.string().optional(),
    iam_id: z.string(),
    account_id: z.string(),
    apikey: z.string().optional().openapi({ description: "The value, in the answer to its creation alone." }),
    history: z.array(historyShape).optional(),
    activity: activityShape.optional(),
  })
  .openapi("ApiKey");

export const serviceIdShape = z
  .object({
    id: z.string(),
    iam_id: z.string(),
    entity_tag: z.string(),
    crn: z.string(),
    locked: z.boolean(),
    created_at: z.string(),
    modified_at: z.string(),
    account_id: z.string(),
    group_id: z.string().optional(),
    name: z.string(),
    description: z.string().optional(),
    unique_instance_crns: z.array(z.string()),
    history: z.array(historyShape).optional(),
    apikey: apiKeyShape.optional(),
    activity: activityShape.optional(),
  })
  .openapi("ServiceId");

export const serviceIdGroupShape = z
  .object({
    id: z.string(),
    entity_tag: z.string(),
    account_id: z.string(),
    crn: z.string(),
    name: z.string(),
    description: z.string().optional(),
    created_at: z.string(),
    created_by: z.string(),
    modified_at: z.string(),
  })
  .openapi("ServiceIdGroup");

type Extras = { history?: boolean | undefined; activity?: boolean | undefined };

export const historyOf = (entries: HistoryEntry[]) =>
  entries.map((entry) => ({ ...entry, timestamp: minute(new Date(entry.timestamp)) }));

const activityOf = ({ lastAuthn, authnCount }: { lastAuthn: Date | null; authnCount: number }) => ({
  ...(lastAuthn ? { last_authn: minute(lastAuthn) } : {}),
  authn_count: authnCount,
});

/** A key as IAM's API shows it. `value` is in the answer to its creation alone. */
export const apiKeyJson = (
  key: ApiKeyView,
  extras: Extras & { value?: string } = {},
): z.infer<typeof apiKeyShape> => ({
  id: key.id,
  entity_tag: key.entityTag,
  crn: key.crn,
  locked: key.locked,
  disabled: key.disabledAt !== null,
  created_at: minute(key.createdAt),
  created_by: key.createdBy,
  modified_at: minute(key.modifiedAt),
  name: key.name,
  support_sessions: key.supportSessions,
  action_when_leaked: key.actionWhenLeaked,
  ...(key.expiresAt ? { expires_at: iamTime(key.expiresAt) } : {}),
  ...(key.description === null ? {} : { description: key.description }),
  iam_id: key.iamId,
  account_id: key.accountId,
  ...(extras.value === undefined ? {} : { apikey: extras.value }),
  ...(extras.history ? { history: historyOf(key.history) } : {}),
  ...(extras.activity ? { activity: activityOf(key.activity) } : {}),
});

export const serviceIdJson = (
  service: ServiceIdView,
  extras: Extras & { groupId?: boolean | undefined } = {},
): z.infer<typeof serviceIdShape> => ({
  id: service.id,
  iam_id: service.iamId,
  entity_tag: service.entityTag,
  crn: service.crn,
  locked: service.locked,
  created_at: minute(service.createdAt),
  modified_at: minute(service.modifiedAt),
  account_id: service.accountId,
  ...(extras.groupId && service.groupId ? { group_id: service.groupId } : {}),
  name: service.name,
  ...(service.description === null ? {} : { description: service.description }),
  unique_instance_crns: service.uniqueInstanceCrns,
  ...(extras.history ? { history: historyOf(service.history) } : {}),
  ...(extras.activity ? { activity: activityOf(service) } : {}),
});

export const serviceIdGroupJson = (group: ServiceIdGroupView): z.infer<typeof serviceIdGroupShape> => ({
  id: group.id,
  entity_tag: group.entityTag,
  account_id: group.accountId,
  crn: crnOfServiceIdGroup(group.accountId, group.id),
  name: group.name,
  ...(group.description === null ? {} : { description: group.description }),
  created_at: minute(group.createdAt),
  created_by: group.createdBy,
  modified_at: minute(group.modifiedAt),
});

export const pageShape = {
  offset: z.number().int(),
  limit: z.number().int(),
  first: z.string(),
  previous: z.string().optional(),
  next: z.string().optional(),
};

/** A page's head: whole URLs, the query as it was with another `pagetoken`. */
export const pageJson = (c: Context, page: Page<unknown>) => {
  const linkTo = (pagetoken: string | null): string => {
    const query = new URLSearchParams(new URL(c.req.url).search);
    query.delete("pagetoken");
    if (pagetoken) query.set("pagetoken", pagetoken);
    return publicLink(`${c.req.path}${query.size > 0 ? `?${query}` : ""}`);
  };
  return {
    offset: page.offset,
    limit: page.limit,
    first: linkTo(null),
    ...(page.previous ? { previous: linkTo(page.previous) } : {}),
    ...(page.next ? { next: linkTo(page.next) } : {}),
  };
};
