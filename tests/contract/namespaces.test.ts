import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/services/actor";
import { createNamespace, deleteNamespace, listNamespaces, putNamespace } from "@/lib/services/namespaces";
import { createPolicy } from "@/lib/services/policies";
import { createServiceId } from "@/lib/services/service-ids";
import { testRuntime } from "@/tests/support/runtime";
import { auditOf, refusalOf, serviceActor } from "@/tests/support/use-cases";

const portal = testRuntime();
let administrator: Actor;
let foreign: Actor;

beforeAll(async () => {
  administrator = portal.administrator;
  foreign = await portal.createPerson(await portal.createAccount(), "administrator");
});

describe("namespaces", () => {
  test("are unique in a region over all accounts; who has a taken one isn't told", async () => {
    expect(await createNamespace(administrator, { region: "eu-central", name: "checkout" })).toMatchObject({
      region: "eu-de",
      name: "checkout",
      createdBy: administrator.iamId,
      policyCount: 0,
    });
    expect((await createNamespace(foreign, { region: "eu-gb", name: "checkout" })).region).toBe("eu-gb");
    const taken = await refusalOf(createNamespace(foreign, { region: "eu-de", name: "checkout" }));
    expect(taken).toMatchObject({ code: "conflict", reason: "namespace-taken" });
    expect(JSON.stringify(taken)).not.toContain(administrator.accountId);
    expect(await refusalOf(putNamespace(foreign, { region: "eu-de", name: "checkout" }))).toEqual(taken);
    expect(
      await refusalOf(createNamespace(administrator, { region: "eu-de", name: "checkout" })),
    ).toMatchObject({
      code: "conflict",
      reason: "namespace-exists",
    });
    expect((await listNamespaces(foreign)).map(({ region, name }) => `${region}/${name}`)).toEqual([
      "eu-gb/checkout",
    ]);
  });

  test("put makes one once and records it once", async () => {
    const place = { region: "jp-tok", name: "put-once" };
    const answers = await Promise.all([1, 2, 3].map(() => putNamespace(administrator, place)));
    expect(answers.map(({ created }) => created).sort()).toEqual([false, false, true]);
    const recorded = (await auditOf(portal.runtime.prisma, administrator.accountId)).filter(
      ({ target }) => target.id === "jp-tok/put-once",
    );
    expect(recorded.map(({ action }) => action)).toEqual(["namespace.create"]);
  });

  test("two accounts that want one at the same time: one gets it", async () => {
    const place = { region: "au-syd", name: "raced" };
    const outcomes = await Promise.allSettled([
      putNamespace(administrator, place),
      putNamespace(foreign, place),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("a deleted one's name stays its account's, since the images are still there", async () => {
    const place = { region: "us-south", name: "left" };
    await createNamespace(administrator, place);
    await deleteNamespace(administrator, place);
    expect((await refusalOf(deleteNamespace(administrator, place))).code).toBe("not-found");
    expect(await refusalOf(createNamespace(foreign, place))).toMatchObject({
      code: "conflict",
      reason: "namespace-taken",
    });
    expect((await listNamespaces(foreign)).some(({ name }) => name === "left")).toBe(false);
    expect((await putNamespace(administrator, place)).created).toBe(true);
    await deleteNamespace(administrator, place);
    await createNamespace(administrator, place);
    expect((await refusalOf(deleteNamespace(foreign, place))).code).toBe("not-found");
  });

  test("count the policies that reach them", async () => {
    await createNamespace(administrator, { region: "eu-gb", name: "counted" });
    await createNamespace(administrator, { region: "jp-tok", name: "counted" });
    const subject = { iamId: (await portal.createPerson(administrator.accountId, "member")).iamId };
    await createPolicy(administrator, { subject, roles: ["Reader"], namespace: "counted" });
    await createPolicy(administrator, { subject, roles: ["Reader"], region: "jp-tok", namespace: "counted" });
    await createPolicy(administrator, { subject, roles: ["Reader"], region: "jp-tok" });
    await createPolicy(administrator, { subject, roles: ["Reader"], namespace: "other" });
    await createPolicy(administrator, { subject, roles: ["Viewer"] });
    const counts = (await listNamespaces(administrator)).filter(({ name }) => name === "counted");
    expect(counts.map(({ region, policyCount }) => [region, policyCount])).toEqual([
      ["eu-gb", 1],
      ["jp-tok", 3],
    ]);
  });

  test.each([
    ["name", { name: "abc" }],
    ["name", { name: "x".repeat(31) }],
    ["name", { name: "-edge" }],
    ["name", { name: "UPPER" }],
    ["name", { name: "a/bcd" }],
    ["region", { region: "mars" }],
    ["region", { region: "" }],
  ])("a wrong %s is refused (%#)", async (field, wrong) => {
    expect(
      await refusalOf(createNamespace(administrator, { region: "eu-de", name: "fine", ...wrong })),
    ).toMatchObject({ code: "invalid", field });
  });
});

describe("who may make them", () => {
  test("a Manager of every namespace, there where the role holds; a Manager of one namespace not", async () => {
    const person = await portal.createPerson(administrator.accountId, "member");
    const make = (region: string) => createNamespace(person, { region, name: `made-${region}` });
    const subject = { iamId: person.iamId };
    expect((await refusalOf(make("eu-de"))).code).toBe("forbidden");
    await createPolicy(administrator, { subject, roles: ["Manager"], namespace: "checkout" });
    expect((await refusalOf(make("eu-de"))).code).toBe("forbidden");
    await createPolicy(administrator, { subject, roles: ["Manager"], region: "eu-de" });
    await make("eu-de");
    expect((await refusalOf(make("us-south"))).code).toBe("forbidden");
    await deleteNamespace(person, { region: "eu-de", name: "made-eu-de" });
    const { prisma } = portal.runtime;
    await prisma.membership.update({
      where: { accountId_userId: { accountId: person.accountId, userId: person.iamId } },
      data: { role: "auditor" },
    });
    expect(
      (await refusalOf(createNamespace({ ...person, role: "auditor" }, { region: "eu-de", name: "audited" })))
        .code,
    ).toBe("forbidden");
  });

  test("a service ID lists what its policies let it list, and makes them as Manager", async () => {
    const made = await createServiceId(administrator, { name: "namespaces" });
    const service = serviceActor(made);
    expect((await refusalOf(listNamespaces(service))).code).toBe("forbidden");
    const subject = { iamId: made.iamId };
    await createPolicy(administrator, { subject, roles: ["Writer"], namespace: "checkout" });
    expect((await refusalOf(listNamespaces(service))).code).toBe("forbidden");
    await createPolicy(administrator, { subject, roles: ["Reader"], namespace: "checkout" });
    expect((await listNamespaces(service)).map(({ region, name }) => `${region}/${name}`)).toEqual([
      "eu-de/checkout",
    ]);
    expect((await refusalOf(putNamespace(service, { region: "eu-gb", name: "by-service" }))).code).toBe(
      "forbidden",
    );
    await createPolicy(administrator, { subject, roles: ["Manager"], region: "eu-gb" });
    expect((await putNamespace(service, { region: "eu-gb", name: "by-service" })).namespace.createdBy).toBe(
      made.iamId,
    );
  });
});
