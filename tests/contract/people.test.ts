import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { Secret } from "@/lib/platform/secret-type";
import { createAccount, listAccounts } from "@/lib/services/accounts";
import type { Actor } from "@/lib/services/actor";
import { acceptAsNewPerson, findInvitation, joinByInvitation } from "@/lib/services/invitation-acceptance";
import { invite, listInvitations, revokeInvitation } from "@/lib/services/invitations";
import {
  changeRole,
  disablePerson,
  enablePerson,
  listPeople,
  removeMember,
  roleOfPerson,
} from "@/lib/services/people";
import { renameSelf } from "@/lib/services/profile";
import { findSession, openSession, type RequestContext, type SignedIn } from "@/lib/services/sessions";
import { signInWithPassword } from "@/lib/services/sign-in";
import { personActor, testRuntime } from "@/tests/support/runtime";

const portal = testRuntime();
const password = new Secret("correct horse battery");
const from = (): RequestContext => ({
  ip: "198.51.100.7",
  userAgent: "Firefox",
  correlationId: randomUUID(),
});
const newEmail = () => `person-${randomUUID()}@example.com`;

let accountId: string;
let administrator: Actor;
let auditor: Actor;
let member: Actor;
let foreigner: Actor;
beforeEach(async () => {
  portal.setNow(null);
  accountId = await portal.createAccount("Nordhafen");
  administrator = await portal.createPerson(accountId, "administrator");
  auditor = await portal.createPerson(accountId, "auditor");
  member = await portal.createPerson(accountId, "member");
  foreigner = await portal.createPerson(await portal.createAccount("Elsewhere"), "administrator");
});

const actionsOf = async (chain: string): Promise<string[]> =>
  (await portal.runtime.prisma.auditEvent.findMany({ where: { chain }, orderBy: { seq: "asc" } })).map(
    ({ action }) => action,
  );

/** A session as the sign-in makes it. */
const sessionOf = async (person: Actor): Promise<SignedIn> => {
  const { prisma } = portal.runtime;
  const id = await prisma.$transaction((tx) =>
    openSession(tx, { userId: person.iamId, accountId: person.accountId, method: "password" }, from()),
  );
  const session = await findSession(id, from());
  if (!session) throw new Error("no session");
  return session;
};

const tokenOf = (link: Secret): string => link.reveal().split("/invite/")[1] ?? "";
const invited = async (email = newEmail(), role: "administrator" | "auditor" | "member" = "member") => {
  const { invitation, link } = await invite(administrator, { email, role });
  return { invitation, token: tokenOf(link), email };
};
const longAgo = (actor: Actor): Actor => ({ ...actor, authenticatedAt: new Date(Date.now() - 16 * 60_000) });

describe("invitations", () => {
  test("the link works for 24 hours, once, and only its digest is kept", async () => {
    portal.setNow(new Date("2031-01-01T12:00:00Z"));
    administrator = { ...administrator, authenticatedAt: portal.runtime.clock.now() };
    const { token, email, invitation } = await invited();
    expect(token).toMatch(/^[0-9A-Za-z]{43}$/);
    const row = await portal.runtime.prisma.invitation.findUniqueOrThrow({ where: { id: invitation.id } });
    expect(JSON.stringify(row)).not.toContain(token);
    expect(Buffer.from(row.tokenDigest)).toEqual(portal.runtime.secrets.digest(token));
    expect(await findInvitation(token)).toMatchObject({
      state: "open",
      accountName: "Nordhafen",
      email,
      role: "member",
    });

    portal.setNow(new Date("2031-01-02T11:59:59Z"));
    expect((await findInvitation(token))?.state).toBe("open");
    portal.setNow(new Date("2031-01-02T12:00:00Z"));
    expect((await findInvitation(token))?.state).toBe("expired");
    await expect(acceptAsNewPerson({ token, name: "Mara", password }, from())).rejects.toMatchObject({
      code: "not-found",
      reason: "invitation-expired",
    });
    expect(await findInvitation("never-made")).toBeNull();
  });

  test("a new person sets a name and a password and is in the account with the role", async () => {
    const { token, email } = await invited(` ${newEmail().toUpperCase()} `, "auditor");
    const accepted = await acceptAsNewPerson({ token, name: "Mara Lindqvist", password }, from());
    expect(accepted.email).toBe(email.trim().toLowerCase());
    const signedIn = await signInWithPassword({ email, password }, from());
    const session = await findSession(signedIn.ok ? signedIn.sessionId : "", from());
    expect(session?.actor).toMatchObject({ accountId, role: "auditor", name: "Mara Lindqvist" });
    await expect(acceptAsNewPerson({ token, name: "Eve", password }, from())).rejects.toMatchObject({
      reason: "invitation-used",
    });
    expect((await actionsOf(accountId)).slice(0, 3)).toEqual([
      "invitation.create",
      "user.create",
      "membership.create",
    ]);
  });

  test("of two who take the same link up at once, one gets in", async () => {
    const { token } = await invited();
    const answers = await Promise.allSettled(
      ["Mara", "Eve"].map((name) => acceptAsNewPerson({ token, name, password }, from())),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("a common password leaves the invitation open and nothing half done", async () => {
    const { token, email } = await invited();
    await expect(
      acceptAsNewPerson({ token, name: "Mara", password: new Secret("qwerty123456") }, from()),
    ).rejects.toMatchObject({
      field: "password",
    });
    expect((await findInvitation(token))?.state).toBe("open");
    expect(await portal.runtime.prisma.user.count({ where: { email } })).toBe(0);
  });

  test("someone who is here already joins from their own session, and only with the invited address", async () => {
    const { email } = await portal.runtime.prisma.user.findUniqueOrThrow({ where: { id: foreigner.iamId } });
    const { token } = await invited(email, "member");
    expect(await findInvitation(token)).toMatchObject({ personExists: true });
    await expect(acceptAsNewPerson({ token, name: "Not me", password }, from())).rejects.toMatchObject({
      code: "conflict",
    });
    expect((await findInvitation(token))?.state).toBe("open");
    await expect(joinByInvitation(await sessionOf(member), token, from())).rejects.toMatchObject({
      code: "forbidden",
      reason: "invitation-for-another",
    });
    const session = await sessionOf(foreigner);
    await joinByInvitation(session, token, from());
    expect((await findSession(session.sessionId, from()))?.actor).toMatchObject({
      accountId,
      role: "member",
    });
  });

  test("a revoked link stops, and a second invitation replaces the first", async () => {
    const first = await invited();
    const second = await invited(first.email);
    expect((await findInvitation(first.token))?.state).toBe("revoked");
    await revokeInvitation(administrator, second.invitation.id);
    await expect(
      acceptAsNewPerson({ token: second.token, name: "Mara", password }, from()),
    ).rejects.toMatchObject({
      reason: "invitation-revoked",
    });
    expect(await listInvitations(administrator)).toEqual([]);
    await expect(revokeInvitation(administrator, second.invitation.id)).rejects.toMatchObject({
      code: "not-found",
    });
  });

  test("only administrators who signed in lately invite; the account's people can't be invited again", async () => {
    const input = { email: newEmail(), role: "member" } as const;
    for (const actor of [auditor, member])
      await expect(invite(actor, input)).rejects.toMatchObject({ code: "forbidden" });
    await expect(invite(longAgo(administrator), input)).rejects.toMatchObject({ code: "sign-in-again" });
    const { email } = await portal.runtime.prisma.user.findUniqueOrThrow({ where: { id: member.iamId } });
    await expect(invite(administrator, { email, role: "auditor" })).rejects.toMatchObject({
      code: "conflict",
      field: "email",
    });
    for (const wrong of [
      "",
      "nobody",
      "a b@example.com",
      "@example.com",
      `${"x".repeat(250)}@example.com`,
      "a\u0000@b",
    ])
      await expect(invite(administrator, { email: wrong, role: "member" })).rejects.toMatchObject({
        code: "invalid",
        field: "email",
      });
    expect((await invite(administrator, { email: "root@localhost", role: "member" })).invitation.email).toBe(
      "root@localhost",
    );
  });

  test("auditors see the list, members and other accounts don't", async () => {
    const { invitation } = await invited();
    expect((await listInvitations(auditor)).map(({ id, state }) => [id, state])).toEqual([
      [invitation.id, "open"],
    ]);
    await expect(listInvitations(member)).rejects.toMatchObject({ code: "not-found" });
    expect(await listInvitations(foreigner)).toEqual([]);
    await expect(revokeInvitation(foreigner, invitation.id)).rejects.toMatchObject({ code: "not-found" });
    await expect(revokeInvitation(auditor, invitation.id)).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("people of an account", () => {
  test("administrators and auditors see them, members and other accounts don't", async () => {
    await sessionOf(member);
    const { items: seen, total } = await listPeople(auditor);
    expect(
      seen.map(({ id, role, lastSeenAt, disabledAt }) => [id, role, lastSeenAt !== null, disabledAt]),
    ).toEqual(
      expect.arrayContaining([
        [administrator.iamId, "administrator", false, null],
        [auditor.iamId, "auditor", false, null],
        [member.iamId, "member", true, null],
      ]),
    );
    expect([seen.length, total]).toEqual([3, 3]);
    await expect(listPeople(member)).rejects.toMatchObject({ code: "not-found" });
    expect((await listPeople(foreigner)).items.map(({ id }) => id)).toEqual([foreigner.iamId]);
  });

  test("are shown page by page, there and back, and found by name or email, in their own account alone", async () => {
    const account = await portal.createAccount();
    const first = await portal.createPerson(account, "administrator", { email: "first@crowd.example" });
    const people = [first];
    for (let at = 0; at < 30; at++)
      people.push(await portal.createPerson(account, "member", { email: `p${at}_@crowd.example` }));
    const names = (list: { name: string; id: string }[]) => list.map(({ name, id }) => [name, id]);
    const one = await listPeople(first);
    const two = await listPeople(first, { cursor: one.next ?? "" });
    expect([one.items.length, one.total, two.items.length, two.total, two.next]).toEqual([
      25,
      31,
      6,
      31,
      null,
    ]);
    expect(new Set([...one.items, ...two.items].map(({ id }) => id))).toEqual(
      new Set(people.map(({ iamId }) => iamId)),
    );
    expect(await listPeople(first, { cursor: two.previous ?? "" })).toEqual(one);
    const sorted = await portal.runtime.prisma.user.findMany({
      where: { memberships: { some: { accountId: account } } },
      orderBy: [{ name: "asc" }, { id: "asc" }],
    });
    expect(names([...one.items, ...two.items])).toEqual(names(sorted));

    const found = async (q: string, actor = first) =>
      (await listPeople(actor, { q })).items.map(({ email }) => email).sort();
    expect(await found("P7_@CROWD")).toEqual(["p7_@crowd.example"]);
    expect(await found("first@crowd", foreigner)).toEqual([]);
    expect((await found("_@crowd")).length).toBe(25);
    expect(await found("%")).toEqual([]);
    await expect(listPeople(first, { cursor: "none" })).rejects.toMatchObject({ code: "invalid" });
    expect(await roleOfPerson(first, people[1]?.iamId ?? "")).toBe("member");
    expect(await roleOfPerson(foreigner, first.iamId)).toBeNull();
    expect(await roleOfPerson(people[1] ?? first, first.iamId)).toBeNull();
  });

  test("the last administrator can't be demoted or removed, and a disabled one doesn't count", async () => {
    const second = await portal.createPerson(accountId, "administrator");
    await changeRole(administrator, second.iamId, "member");
    await expect(changeRole(administrator, administrator.iamId, "member")).rejects.toMatchObject({
      code: "in-use",
      reason: "last-administrator",
    });
    await expect(removeMember(administrator, administrator.iamId)).rejects.toMatchObject({ code: "in-use" });
    await changeRole(administrator, second.iamId, "administrator");
    await disablePerson(portal.administrator, second.iamId);
    await expect(removeMember(administrator, administrator.iamId)).rejects.toMatchObject({ code: "in-use" });
    await enablePerson(portal.administrator, second.iamId);
    await removeMember(administrator, administrator.iamId);
    expect((await listPeople(second)).items.map(({ id }) => id)).not.toContain(administrator.iamId);
  });

  test("two administrators who remove each other at once leave one", async () => {
    const second = await portal.createPerson(accountId, "administrator");
    const answers = await Promise.allSettled([
      removeMember(administrator, second.iamId),
      removeMember(second, administrator.iamId),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(
      await portal.runtime.prisma.membership.count({ where: { accountId, role: "administrator" } }),
    ).toBe(1);
  });

  test("a role change holds at the next request and is audited with before and after", async () => {
    const session = await sessionOf(member);
    await changeRole(administrator, member.iamId, "auditor");
    expect((await findSession(session.sessionId, from()))?.actor?.role).toBe("auditor");
    const entry = await portal.runtime.prisma.auditEvent.findFirst({
      where: { chain: accountId },
      orderBy: { seq: "desc" },
    });
    expect(entry).toMatchObject({
      action: "membership.update",
      before: { role: "member" },
      after: { role: "auditor" },
    });
  });

  test("a removed person loses the account, its policies and its groups, and nothing elsewhere", async () => {
    const { prisma } = portal.runtime;
    const policy = (account: string) => ({
      id: randomUUID(),
      accountId: account,
      subjectIamId: member.iamId,
      roles: ["Reader"],
      createdBy: "x",
      modifiedBy: "x",
      entityTag: "1-x",
    });
    await prisma.policy.createMany({ data: [policy(accountId), policy(foreigner.accountId)] });
    const session = await sessionOf(member);
    await removeMember(administrator, member.iamId);
    expect((await findSession(session.sessionId, from()))?.actor).toBeNull();
    expect(await prisma.policy.count({ where: { accountId, subjectIamId: member.iamId } })).toBe(0);
    expect(await prisma.policy.count({ where: { subjectIamId: member.iamId } })).toBe(1);
    await expect(removeMember(administrator, member.iamId)).rejects.toMatchObject({ code: "not-found" });
  });

  test("who may not manage people can't, and a stranger is not there", async () => {
    const attempts = (actor: Actor, userId: string) => [
      () => changeRole(actor, userId, "administrator"),
      () => removeMember(actor, userId),
    ];
    for (const actor of [auditor, member])
      for (const attempt of attempts(actor, auditor.iamId))
        await expect(attempt()).rejects.toMatchObject({ code: "forbidden" });
    for (const attempt of [...attempts(foreigner, member.iamId), ...attempts(administrator, foreigner.iamId)])
      await expect(attempt()).rejects.toMatchObject({ code: "not-found" });
    for (const attempt of attempts(longAgo(administrator), member.iamId))
      await expect(attempt()).rejects.toMatchObject({ code: "sign-in-again" });
    for (const attempt of [disablePerson, enablePerson])
      await expect(attempt(administrator, member.iamId)).rejects.toMatchObject({ code: "forbidden" });
  });

  test("disabling shuts a person out everywhere until they are enabled; nobody disables themselves", async () => {
    const session = await sessionOf(member);
    await disablePerson(portal.administrator, member.iamId);
    expect(await findSession(session.sessionId, from())).toBeNull();
    await enablePerson(portal.administrator, member.iamId);
    expect(await findSession(session.sessionId, from())).toBeNull();
    expect(await findSession((await sessionOf(member)).sessionId, from())).not.toBeNull();
    expect((await actionsOf("site")).slice(-2)).toEqual(["user.disable", "user.enable"]);
    await expect(disablePerson(portal.administrator, portal.administrator.iamId)).rejects.toMatchObject({
      reason: "disable-self",
    });
    await expect(disablePerson(portal.administrator, "wharfkey-none")).rejects.toMatchObject({
      code: "not-found",
    });
  });

  test("the own name is changed for every account and audited", async () => {
    await renameSelf(member, "Mara Lindqvist");
    expect((await listPeople(administrator)).items.find(({ id }) => id === member.iamId)?.name).toBe(
      "Mara Lindqvist",
    );
    expect((await actionsOf(accountId)).at(-1)).toBe("user.update");
  });
});

describe("accounts", () => {
  test("a site administrator makes one and is its administrator; the site's chain and its own begin with it", async () => {
    const made = await createAccount(portal.administrator, { name: " Hafen Süd " });
    expect(made).toMatchObject({ name: "Hafen Süd", createdBy: portal.administrator.iamId });
    expect(made.id).toMatch(/^[0-9a-f]{32}$/);
    expect(await actionsOf(made.id)).toEqual(["account.create", "membership.create"]);
    expect((await actionsOf("site")).at(-1)).toBe("account.create");
    const listed = (await listAccounts(portal.administrator)).find(({ id }) => id === made.id);
    expect(listed).toMatchObject({ people: 1, mine: true });
  });

  test("nobody else makes or lists them, a service ID of a site administrator's account neither", async () => {
    for (const actor of [administrator, auditor, member]) {
      await expect(createAccount(actor, { name: "Mine" })).rejects.toMatchObject({ code: "forbidden" });
      await expect(listAccounts(actor)).rejects.toMatchObject({ code: "not-found" });
    }
    const machine = personActor(
      { iamId: `iam-ServiceId-${randomUUID()}`, name: "ci", accountId, role: "service" },
      { siteAdministrator: true, apikeyId: "ApiKey-x" },
    );
    await expect(createAccount(machine, { name: "Mine" })).rejects.toMatchObject({ code: "forbidden" });
  });

  test("a name needs 1 to 255 characters", async () => {
    for (const name of ["", "  ", "x".repeat(256), "a\u0007b"])
      await expect(createAccount(portal.administrator, { name })).rejects.toMatchObject({
        code: "invalid",
        field: "name",
      });
  });
});
