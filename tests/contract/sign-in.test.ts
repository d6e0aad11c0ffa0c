import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { beforeEach, describe, expect, test } from "vitest";
import { hashPassword } from "@/lib/platform/password";
import { Secret } from "@/lib/platform/secret-type";
import type { Actor } from "@/lib/services/actor";
import { firstLoginFile, writeFirstLogin } from "@/lib/services/first-start";
import { changeOwnPassword, resetPassword } from "@/lib/services/passwords";
import { ensureRecentSignIn } from "@/lib/services/recent-sign-in";
import {
  endSession,
  findSession,
  listSessions,
  type RequestContext,
  signOut,
  signOutEverywhere,
  switchAccount,
} from "@/lib/services/sessions";
import { confirmWithPassword, signInWithPassword } from "@/lib/services/sign-in";
import { testRuntime } from "@/tests/support/runtime";

const portal = testRuntime();
const rightPassword = "correct horse battery";
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

const from = (ip = `198.51.100.${Math.floor(Math.random() * 250)}`): RequestContext => ({
  ip,
  userAgent: "Firefox",
  correlationId: randomUUID(),
});
const secret = (text: string) => new Secret(text);

let person: Actor;
let email: string;
beforeEach(async () => {
  portal.setNow(null);
  email = `mara-${randomUUID()}@example.com`;
  person = await portal.createPerson(portal.administrator.accountId, "member", { email });
  const passwordHash = await hashPassword(secret(rightPassword));
  await portal.runtime.prisma.user.update({ where: { id: person.iamId }, data: { passwordHash } });
});

const signIn = async (context = from()): Promise<string> => {
  const result = await signInWithPassword({ email, password: secret(rightPassword) }, context);
  if (!result.ok) throw new Error(result.reason);
  return result.sessionId;
};
const signedIn = async (context = from()) => {
  const session = await findSession(await signIn(context), context);
  if (!session?.actor) throw new Error("no session");
  return { session, actor: session.actor };
};
const audit = (chain: string) =>
  portal.runtime.prisma.auditEvent.findMany({ where: { chain }, orderBy: { seq: "desc" }, take: 3 });

describe("sign-in by password", () => {
  test("the right password opens a session that acts as the person, and is audited in their account", async () => {
    const context = from("203.0.113.9");
    const session = await findSession(await signIn(context), context);
    expect(session?.actor).toMatchObject({
      iamId: person.iamId,
      accountId: person.accountId,
      role: "member",
      siteAdministrator: false,
      apikeyId: null,
      ip: "203.0.113.9",
    });
    const [entry] = await audit(person.accountId);
    expect(entry).toMatchObject({
      action: "sign-in.success",
      actorIamId: person.iamId,
      targetName: email,
      ip: "203.0.113.9",
      after: { method: "password", user_agent: "Firefox" },
    });
  });

  test("the address is matched whatever its case, with spaces around it", async () => {
    const typed = ` ${email.toUpperCase()} `;
    expect((await signInWithPassword({ email: typed, password: secret(rightPassword) }, from())).ok).toBe(
      true,
    );
  });

  test("a wrong password, an unknown address and a person without a password get the same answer", async () => {
    const other = await portal.createPerson(person.accountId, "member", {
      email: `sso-${randomUUID()}@example.com`,
    });
    const { email: withoutPassword } = await portal.runtime.prisma.user.findUniqueOrThrow({
      where: { id: other.iamId },
    });
    for (const typed of [email, "nobody@example.com", withoutPassword])
      expect(await signInWithPassword({ email: typed, password: secret("wrong password") }, from())).toEqual({
        ok: false,
        reason: "wrong",
      });
  });

  test("a refused sign-in of an unknown address is in the site's chain: 254 characters, no control characters, no password", async () => {
    const typed = `nobody\u0000\ud800${"x".repeat(300)}@example.com`;
    await signInWithPassword({ email: typed, password: secret("a password that must stay unknown") }, from());
    const [entry] = await audit("site");
    expect(entry).toMatchObject({
      action: "sign-in.failure",
      targetType: "sign-in",
      after: { reason: "wrong" },
    });
    expect(entry?.targetName).toBe(`nobody${"x".repeat(248)}`);
    expect(
      JSON.stringify(entry, (_, value) => (typeof value === "bigint" ? Number(value) : value)),
    ).not.toContain("stay unknown");
  });

  test("a refused sign-in of a known person is in their account's chain", async () => {
    await signInWithPassword({ email, password: secret("wrong password") }, from());
    const [entry] = await audit(person.accountId);
    expect(entry).toMatchObject({
      action: "sign-in.failure",
      targetId: person.iamId,
      actorIamId: "",
      after: { reason: "wrong" },
    });
  });

  test("after five failures from an address even the right password waits there, but not elsewhere, and not for ever", async () => {
    portal.setNow(new Date("2031-03-01T12:00:00Z"));
    const here = from("192.0.2.10");
    for (let i = 0; i < 5; i++)
      expect(await signInWithPassword({ email, password: secret("wrong password") }, here)).toEqual({
        ok: false,
        reason: "wrong",
      });
    const right = { email, password: secret(rightPassword) };
    expect(await signInWithPassword(right, here)).toEqual({ ok: false, reason: "rate-limited" });
    expect((await signInWithPassword(right, from("192.0.2.11"))).ok).toBe(true);
    portal.setNow(new Date("2031-03-01T12:15:00Z"));
    expect((await signInWithPassword(right, here)).ok).toBe(true);
  });

  test("attempts at the same moment count like attempts one after another", async () => {
    portal.setNow(new Date("2031-03-02T12:00:00Z"));
    const here = from("192.0.2.20");
    const answers = await Promise.all(
      Array.from({ length: 12 }, () =>
        signInWithPassword({ email, password: secret("wrong password") }, here),
      ),
    );
    expect(answers.filter((answer) => !answer.ok && answer.reason === "wrong")).toHaveLength(5);
  });

  test("one address may fail fifty times in a window, over whatever emails; a flood leaves one record", async () => {
    portal.setNow(new Date("2031-03-03T12:00:00Z"));
    const before = await portal.runtime.prisma.auditEvent.count({ where: { action: "sign-in.limit" } });
    // One IPv6 network of 64 bits is one host.
    const attempt = (i: number) =>
      signInWithPassword(
        { email: `x${i}@example.com`, password: secret("wrong password") },
        from(`2001:db8:1:2::${i.toString(16)}`),
      );
    const answers = [];
    for (let i = 1; i <= 60; i++) answers.push(await attempt(i));
    expect(answers.filter((answer) => !answer.ok && answer.reason === "wrong")).toHaveLength(50);
    expect(await portal.runtime.prisma.auditEvent.count({ where: { action: "sign-in.limit" } })).toBe(
      before + 1,
    );
  });

  test("a successful sign-in is no attempt", async () => {
    portal.setNow(new Date("2031-03-04T12:00:00Z"));
    const here = from("192.0.2.30");
    for (let i = 0; i < 8; i++)
      expect((await signInWithPassword({ email, password: secret(rightPassword) }, here)).ok).toBe(true);
  });

  test("a disabled person is told so only after the right password", async () => {
    await portal.runtime.prisma.user.update({
      where: { id: person.iamId },
      data: { disabledAt: new Date() },
    });
    expect(await signInWithPassword({ email, password: secret("wrong password") }, from())).toEqual({
      ok: false,
      reason: "wrong",
    });
    expect(await signInWithPassword({ email, password: secret(rightPassword) }, from())).toEqual({
      ok: false,
      reason: "disabled",
    });
  });
});

describe("sessions", () => {
  const start = new Date("2032-05-01T08:00:00Z");
  const at = (ms: number) => portal.setNow(new Date(start.getTime() + ms));

  test("end after 8 idle hours", async () => {
    at(0);
    const id = await signIn();
    at(8 * hourMs - 1);
    expect(await findSession(id, from())).not.toBeNull();
    at(8 * hourMs - 1 + 8 * hourMs);
    expect(await findSession(id, from())).toBeNull();
  });

  test("end after 7 days, however busy", async () => {
    at(0);
    const id = await signIn();
    for (let hours = 7; hours < 7 * 24; hours += 7) {
      at(hours * hourMs);
      expect(await findSession(id, from())).not.toBeNull();
    }
    at(7 * 24 * hourMs);
    expect(await findSession(id, from())).toBeNull();
  });

  test("are noted as seen at most once a minute", async () => {
    const lastSeen = async (id: string) =>
      (await portal.runtime.prisma.session.findUniqueOrThrow({ where: { id } })).lastSeenAt.getTime() -
      start.getTime();
    at(0);
    const id = await signIn();
    at(minuteMs);
    await findSession(id, from());
    expect(await lastSeen(id)).toBe(0);
    at(minuteMs + 1);
    await findSession(id, from());
    expect(await lastSeen(id)).toBe(minuteMs + 1);
  });

  test("a revoked session, a made-up id and a disabled person's session give nobody", async () => {
    const { session } = await signedIn();
    await signOut(session, from());
    expect(await findSession(session.sessionId, from())).toBeNull();
    expect(await findSession(randomUUID(), from())).toBeNull();
    expect(await findSession("'; DROP TABLE session", from())).toBeNull();
    const id = await signIn();
    await portal.runtime.prisma.user.update({
      where: { id: person.iamId },
      data: { disabledAt: new Date() },
    });
    expect(await findSession(id, from())).toBeNull();
  });

  test("signing out everywhere ends every session of the person and nobody else's", async () => {
    const { actor } = await signedIn();
    const second = await signIn();
    expect((await listSessions(actor)).map(({ id, current }) => [id, current])).toEqual(
      expect.arrayContaining([
        [actor.sessionId, true],
        [second, false],
      ]),
    );
    const stranger = await portal.createPerson(person.accountId, "administrator");
    await expect(endSession(stranger, second)).rejects.toMatchObject({ code: "not-found" });
    expect(await findSession(second, from())).not.toBeNull();
    expect(await signOutEverywhere(actor)).toBe(2);
    expect(await findSession(second, from())).toBeNull();
    expect(await listSessions(actor)).toEqual([]);
  });

  test("one of the own sessions can be ended", async () => {
    const { actor } = await signedIn();
    const second = await signIn();
    await endSession(actor, second);
    expect(await findSession(second, from())).toBeNull();
    expect(await findSession(actor.sessionId ?? "", from())).not.toBeNull();
  });

  test("dangerous actions want a proof within 15 minutes, which the password renews", async () => {
    at(0);
    const { session, actor } = await signedIn();
    at(15 * minuteMs - 1);
    expect(() => ensureRecentSignIn(actor)).not.toThrow();
    at(15 * minuteMs);
    expect(() => ensureRecentSignIn(actor)).toThrow(expect.objectContaining({ code: "sign-in-again" }));
    await expect(confirmWithPassword(session, secret("wrong password"), from())).rejects.toMatchObject({
      code: "unauthorized",
      field: "password",
    });
    await confirmWithPassword(session, secret(rightPassword), from());
    const renewed = await findSession(session.sessionId, from());
    expect(() => ensureRecentSignIn(renewed?.actor as Actor)).not.toThrow();
  });

  test("act in the account that they were switched to, with the role there, and never in a foreign one", async () => {
    const { session, actor } = await signedIn();
    const second = await portal.createAccount("Second");
    const foreign = await portal.createAccount("Foreign");
    await portal.runtime.prisma.membership.create({
      data: { accountId: second, userId: person.iamId, role: "auditor" },
    });
    await expect(switchAccount(actor, foreign)).rejects.toMatchObject({ code: "not-found" });
    await switchAccount(actor, second);
    const switched = await findSession(session.sessionId, from());
    expect(switched?.actor).toMatchObject({ accountId: second, role: "auditor" });
    expect(switched?.accounts.map(({ id }) => id).sort()).toEqual([person.accountId, second].sort());
    // The next sign-in goes where the last one was.
    expect((await signedIn()).actor.accountId).toBe(second);
    // A membership that ended takes the session back to an account that is left, and to none after the last.
    await portal.runtime.prisma.membership.delete({
      where: { accountId_userId: { accountId: second, userId: person.iamId } },
    });
    expect((await findSession(session.sessionId, from()))?.actor?.accountId).toBe(person.accountId);
    await portal.runtime.prisma.membership.deleteMany({ where: { userId: person.iamId } });
    expect((await findSession(session.sessionId, from()))?.actor).toBeNull();
  });
});

describe("passwords", () => {
  test("a change needs the present one, a new one that is no common one, and ends the other sessions", async () => {
    const { session } = await signedIn();
    const other = await signIn();
    const attempt = (current: string, password: string) =>
      changeOwnPassword(session, { current: secret(current), password: secret(password) }, from());
    await expect(attempt("wrong password", "four random words")).rejects.toMatchObject({
      code: "unauthorized",
      field: "current",
    });
    for (const [password, reason] of [
      ["short", "password-too-short"],
      ["x".repeat(257), "password-too-long"],
      ["qwerty123456", "password-common"],
      ["Password2026!", "password-common"],
      ["aaaaaaaaaaaaaaa", "password-common"],
      ["123456789012", "password-common"],
      [email, "password-common"],
      [rightPassword, "password-same"],
    ] as const)
      await expect(attempt(rightPassword, password)).rejects.toMatchObject({
        code: "invalid",
        field: "password",
        reason,
      });
    expect(await findSession(other, from())).not.toBeNull();

    await attempt(rightPassword, "four random words");
    expect(await findSession(other, from())).toBeNull();
    expect(await findSession(session.sessionId, from())).not.toBeNull();
    expect((await signInWithPassword({ email, password: secret(rightPassword) }, from())).ok).toBe(false);
    expect((await signInWithPassword({ email, password: secret("four random words") }, from())).ok).toBe(
      true,
    );
  });

  test("a reset one must be changed at the next sign-in, ends every session and is audited", async () => {
    const old = await signIn();
    const generated = await resetPassword(portal.administrator, ` ${email.toUpperCase()}`);
    expect(generated.reveal()).toMatch(/^[a-z2-9]{5}(-[a-z2-9]{5}){3}$/);
    expect(await findSession(old, from())).toBeNull();
    const [entry] = await audit(person.accountId);
    expect(entry).toMatchObject({
      action: "user.reset-password",
      targetName: email,
      after: { must_change_password: true, sessions_ended: 1 },
    });
    const result = await signInWithPassword({ email, password: generated }, from());
    const session = await findSession(result.ok ? result.sessionId : "", from());
    expect(session?.mustChangePassword).toBe(true);
    if (!session) return;
    await changeOwnPassword(session, { current: generated, password: secret("four random words") }, from());
    expect((await findSession(session.sessionId, from()))?.mustChangePassword).toBe(false);
    await expect(resetPassword(portal.administrator, "nobody@example.com")).rejects.toMatchObject({
      code: "not-found",
    });
  });

  test("the first administrator's change deletes the file with the generated password; someone else's does not", async () => {
    writeFirstLogin("admin@localhost", secret("generated"));
    const { session } = await signedIn();
    await changeOwnPassword(
      session,
      { current: secret(rightPassword), password: secret("four random words") },
      from(),
    );
    expect(existsSync(firstLoginFile())).toBe(true);
    const first = await signInWithPassword(
      { email: "admin@localhost", password: secret("a long enough password") },
      from(),
    );
    const admin = await findSession(first.ok ? first.sessionId : "", from());
    if (!admin) throw new Error("no session");
    await changeOwnPassword(
      admin,
      { current: secret("a long enough password"), password: secret("four random words") },
      from(),
    );
    expect(existsSync(firstLoginFile())).toBe(false);
  });
});
