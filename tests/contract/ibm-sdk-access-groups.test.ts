import IamAccessGroupsV2 from "@ibm-cloud/platform-services/iam-access-groups/v2";
import { IamAuthenticator } from "ibm-cloud-sdk-core";
import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/services/actor";
import { createServiceId, type ServiceIdView } from "@/lib/services/service-ids";
import { keyOf, protocolServer } from "@/tests/support/rest";
import { testRuntime } from "@/tests/support/runtime";

/** IBM's own SDK, unchanged, with only its URL changed. */
const portal = testRuntime();
const server = protocolServer();
let administrator: Actor;
let service: ServiceIdView;
let groups: IamAccessGroupsV2;

beforeAll(async () => {
  administrator = portal.administrator;
  service = await createServiceId(administrator, { name: "pipeline" });
  const authenticator = new IamAuthenticator({ apikey: await keyOf(administrator), url: server.url });
  groups = new IamAccessGroupsV2({ authenticator, serviceUrl: server.url });
});

type Thrown = { status: number; result: { errors: { code: string }[] } };
const refusal = async (attempt: Promise<unknown>) =>
  attempt.then(
    () => ({ status: 0, code: "not refused" }),
    (thrown: Thrown) => ({ status: thrown.status, code: thrown.result?.errors?.[0]?.code }),
  );

describe("access groups", () => {
  test("are made, changed with the ETag, searched, paged and deleted", async () => {
    const { accountId } = administrator;
    const created = await groups.createAccessGroup({ accountId, name: "Readers", description: "they read" });
    const group = created.result;
    expect(group).toMatchObject({
      id: expect.stringMatching(/^AccessGroupId-/),
      name: "Readers",
      account_id: accountId,
      is_federated: false,
    });
    const id = group.id as string;
    expect(await refusal(groups.createAccessGroup({ accountId, name: "Readers" }))).toMatchObject({
      status: 409,
    });
    const ifMatch = created.headers.etag as string;
    const updated = await groups.updateAccessGroup({
      accessGroupId: id,
      ifMatch,
      description: "all of them",
    });
    expect(updated.result.description).toBe("all of them");
    expect(await refusal(groups.updateAccessGroup({ accessGroupId: id, ifMatch, name: "x" }))).toMatchObject({
      status: 409,
    });
    for (const name of ["Alpha", "Beta", "Gamma"]) await groups.createAccessGroup({ accountId, name });
    const page = (await groups.listAccessGroups({ accountId, limit: 2, offset: 2, sort: "name" })).result;
    expect([page.total_count, page.limit, page.offset, page.groups?.map(({ name }) => name)]).toEqual([
      4,
      2,
      2,
      ["Gamma", "Readers"],
    ]);
    expect(
      [page.next, page.previous?.href, page.first?.href].map(
        (href) => href && new URL(href as string).searchParams.get("offset"),
      ),
    ).toEqual([undefined, "0", "0"]);
    const pager = new IamAccessGroupsV2.AccessGroupsPager(groups, { accountId, limit: 3 });
    expect(await pager.getAll()).toHaveLength(4);
    const found = await groups.listAccessGroups({ accountId, search: "name:read" });
    expect(found.result.groups?.map(({ name }) => name)).toEqual(["Readers"]);
    await groups.deleteAccessGroup({ accessGroupId: id });
    expect(await refusal(groups.getAccessGroup({ accessGroupId: id }))).toMatchObject({ status: 404 });
  });

  test("take and lose members, each with its own status", async () => {
    const { accountId } = administrator;
    const id = (await groups.createAccessGroup({ accountId, name: "Members" })).result.id as string;
    const added = await groups.addMembersToAccessGroup({
      accessGroupId: id,
      members: [
        { iam_id: service.iamId, type: "service" },
        { iam_id: administrator.iamId, type: "user" },
        { iam_id: "wharfkey-nobody", type: "user" },
      ],
    });
    expect(added.status).toBe(207);
    expect(added.result.members?.map(({ status_code }) => status_code)).toEqual([200, 200, 404]);
    const listed = (await groups.listAccessGroupMembers({ accessGroupId: id, verbose: true })).result;
    expect(listed.members?.map(({ type, name }) => [type, name]).sort()).toEqual([
      ["service", "pipeline"],
      ["user", administrator.name],
    ]);
    await groups.isMemberOfAccessGroup({ accessGroupId: id, iamId: service.iamId });
    expect(
      (await groups.listAccessGroups({ accountId, iamId: service.iamId })).result.groups?.map(
        (group) => group.id,
      ),
    ).toEqual([id]);
    await groups.removeMemberFromAccessGroup({ accessGroupId: id, iamId: service.iamId });
    expect(
      (await refusal(groups.isMemberOfAccessGroup({ accessGroupId: id, iamId: service.iamId }))).status,
    ).toBe(404);
    const many = await groups.addMemberToMultipleAccessGroups({
      accountId,
      iamId: service.iamId,
      type: "service",
      groups: [id, "AccessGroupId-none"],
    });
    expect(many.result.groups?.map(({ status_code }) => status_code)).toEqual([200, 404]);
    expect(await refusal(groups.deleteAccessGroup({ accessGroupId: id }))).toMatchObject({ status: 409 });
    const gone = await groups.removeMemberFromAllAccessGroups({ accountId, iamId: service.iamId });
    expect(
      gone.result.groups?.map(({ access_group_id, status_code }) => [access_group_id, status_code]),
    ).toEqual([[id, 204]]);
    const removed = await groups.removeMembersFromAccessGroup({
      accessGroupId: id,
      members: [administrator.iamId, "x"],
    });
    expect(removed.result.members?.map(({ status_code }) => status_code)).toEqual([204, 404]);
    await groups.deleteAccessGroup({ accessGroupId: id, force: true });
  });
});
