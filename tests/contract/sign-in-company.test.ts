import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { hashPassword } from "@/lib/platform/password";
import { Secret } from "@/lib/platform/secret-type";
import type { Actor } from "@/lib/services/actor";
import {
  type CompanyIdentity,
  confirmWithCompany,
  connectCompany,
  signInWithCompany,
} from "@/lib/services/company-sign-in";
import { findInvitation } from "@/lib/services/invitation-acceptance";
import { invite, revokeInvitation } from "@/lib/services/invitations";
import { findSession, openSession, type RequestContext } from "@/lib/services/sessions";
import { testRuntime } from "@/tests/support/runtime";

const portal = testRuntime();
const from = (): RequestContext => ({
  ip: "198.51.100.8",
  userAgent: "Firefox",
  correlationId: randomUUID(),
});

const identity = (overrides: Partial<CompanyIdentity> = {}): CompanyIdentity => ({
  issuer: "https://sso.example.com",
  subject: randomUUID(),
  email: `mara-${randomUUID()}@example.com`,
  emailVerified: true,
  name: "Mara Lindqvist",
  authenticatedAt: null,
  ...overrides,
});

let administrator: Actor;
beforeEach(async () => {
  portal.setNow(null);
  administrator = await portal.createPerson(await portal.createAccount(), "administrator");
});

const inviteTo = async (email: string | null, role: "member" | "auditor" = "member") =>
  invite(administrator, { email: email ?? "", role });
const sessionOf = async (person: Actor) => {
  const id = await portal.runtime.prisma.$transaction((tx) =>
    openSession(tx, { userId: person.iamId, accountId: person.accountId, method: "password" }, from()),
  );
  const session = await findSession(id, from());
  if (!session) throw new Error("no session");
  return session;
};
const lastRefusal = async () =>
  (
    await portal.runtime.prisma.auditEvent.findFirst({
      where: { chain: "site", action: "sign-in.failure" },
      orderBy: { seq: "desc" },
    })
  )?.after;

describe("company sign-in of someone new", () => {
  test("binds issuer and subject to the open invitation with the same verified address, once", async () => {
    const who = identity();
    const { invitation } = await inviteTo(who.email, "auditor");
    const first = await signInWithCompany(who, from());
    const session = await findSession(first.ok ? first.sessionId : "", from());
    expect(session?.actor).toMatchObject({
      accountId: administrator.accountId,
      role: "auditor",
      name: "Mara Lindqvist",
    });
    expect(session?.user).toMatchObject({ email: who.email, hasPassword: false, hasCompanySignIn: true });
    const row = await portal.runtime.prisma.invitation.findUniqueOrThrow({ where: { id: invitation.id } });
    expect(row.acceptedAt).not.toBeNull();
    // From now on the subject counts, whatever the address says.
    const later = await signInWithCompany(
      { ...who, email: "renamed@example.com", emailVerified: false },
      from(),
    );
    const again = await findSession(later.ok ? later.sessionId : "", from());
    expect(again?.user.id).toBe(session?.user.id);
  });

  test("without an invitation there is no access, and the refusal is recorded", async () => {
    expect(await signInWithCompany(identity(), from())).toEqual({ ok: false, reason: "no-invitation" });
    expect(await lastRefusal()).toMatchObject({ reason: "no-invitation" });
  });

  test("an address that the provider didn't verify opens nothing", async () => {
    for (const who of [identity({ emailVerified: false }), identity({ email: null })]) {
      if (who.email) await inviteTo(who.email);
      expect(await signInWithCompany(who, from())).toEqual({ ok: false, reason: "not-verified" });
    }
  });

  test("an expired or revoked invitation opens nothing", async () => {
    const revoked = identity();
    const { invitation } = await inviteTo(revoked.email);
    await revokeInvitation(administrator, invitation.id);
    expect(await signInWithCompany(revoked, from())).toEqual({ ok: false, reason: "no-invitation" });
    const late = identity();
    await inviteTo(late.email);
    portal.setNow(new Date(Date.now() + 24 * 3_600_000));
    expect(await signInWithCompany(late, from())).toEqual({ ok: false, reason: "no-invitation" });
  });

  test("never takes an existing local person over, not even with a verified address and an invitation", async () => {
    const who = identity();
    const local = await portal.createPerson(await portal.createAccount(), "administrator", {
      email: who.email ?? "",
    });
    await inviteTo(who.email);
    expect(await signInWithCompany(who, from())).toEqual({ ok: false, reason: "not-linked" });
    const row = await portal.runtime.prisma.user.findUniqueOrThrow({ where: { id: local.iamId } });
    expect([row.oidcIssuer, row.oidcSubject]).toEqual([null, null]);
  });

  test("the same subject of another issuer is someone else", async () => {
    const who = identity();
    await inviteTo(who.email);
    await signInWithCompany(who, from());
    expect(await signInWithCompany({ ...who, issuer: "https://other.example.com" }, from())).toEqual({
      ok: false,
      reason: "not-linked",
    });
  });

  test("two first sign-ins at once make one person", async () => {
    const who = identity();
    await inviteTo(who.email);
    await Promise.allSettled([signInWithCompany(who, from()), signInWithCompany(who, from())]);
    expect(await portal.runtime.prisma.user.count({ where: { oidcSubject: who.subject } })).toBe(1);
  });

  test("a disabled person stays out", async () => {
    const who = identity();
    await inviteTo(who.email);
    await signInWithCompany(who, from());
    await portal.runtime.prisma.user.updateMany({
      where: { oidcSubject: who.subject },
      data: { disabledAt: new Date() },
    });
    expect(await signInWithCompany(who, from())).toEqual({ ok: false, reason: "disabled" });
  });

  test("takes up one invitation; the others wait for their links", async () => {
    const who = identity();
    await inviteTo(who.email);
    const other = await portal.createPerson(await portal.createAccount(), "administrator");
    const { link } = await invite(other, { email: who.email ?? "", role: "member" });
    await signInWithCompany(who, from());
    expect((await findInvitation(link.reveal().split("/invite/")[1] ?? ""))?.state).toBe("open");
  });
});

describe("company sign-in of someone who is here", () => {
  test("is connected from their own, fresh session and then signs them in, with any address", async () => {
    const who = identity({ emailVerified: false });
    const person = await portal.createPerson(administrator.accountId, "member");
    const session = await sessionOf(person);
    await connectCompany(session, who, from());
    const signedIn = await signInWithCompany(who, from());
    expect((await findSession(signedIn.ok ? signedIn.sessionId : "", from()))?.user.id).toBe(person.iamId);
    await expect(connectCompany(session, identity(), from())).rejects.toMatchObject({
      reason: "company-connected",
    });
    const other = await sessionOf(await portal.createPerson(administrator.accountId, "member"));
    await expect(connectCompany(other, who, from())).rejects.toMatchObject({ reason: "company-taken" });
  });

  test("is not connected from a session that is older than 15 minutes", async () => {
    const session = await sessionOf(await portal.createPerson(administrator.accountId, "member"));
    portal.setNow(new Date(Date.now() + 15 * 60_000));
    await expect(connectCompany(session, identity(), from())).rejects.toMatchObject({
      code: "sign-in-again",
    });
  });

  test("confirms a session only when the provider asked the same person anew", async () => {
    const who = identity();
    const person = await portal.createPerson(administrator.accountId, "member");
    const passwordHash = await hashPassword(new Secret("correct horse battery"));
    await portal.runtime.prisma.user.update({ where: { id: person.iamId }, data: { passwordHash } });
    const session = await sessionOf(person);
    await connectCompany(session, who, from());
    const later = new Date(Date.now() + 3_600_000);
    portal.setNow(later);
    const ago = (seconds: number) => ({
      ...who,
      authenticatedAt: new Date(later.getTime() - seconds * 1000),
    });
    await expect(confirmWithCompany(session, who, from())).rejects.toMatchObject({
      reason: "company-not-fresh",
    });
    await expect(confirmWithCompany(session, ago(301), from())).rejects.toMatchObject({
      reason: "company-not-fresh",
    });
    await expect(
      confirmWithCompany(session, { ...ago(1), subject: "someone else" }, from()),
    ).rejects.toMatchObject({
      reason: "company-other-person",
    });
    await confirmWithCompany(session, ago(1), from());
    expect((await findSession(session.sessionId, from()))?.actor?.authenticatedAt).toEqual(later);
  });
});
