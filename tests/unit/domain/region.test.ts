import { expect, test } from "vitest";
import { demoRegions, ibmCloudRegions, resolveRegionId } from "@/lib/domain/region";

test("the demo's five regions stand in the promised order on consecutive ports", () => {
  expect(
    demoRegions(5001).map(({ id, formerName, host, service }) => [id, formerName, host, service]),
  ).toEqual([
    ["jp-tok", "ap-north", "localhost:5001", "jp.registry"],
    ["au-syd", "ap-south", "localhost:5002", "au.registry"],
    ["eu-de", "eu-central", "localhost:5003", "de.registry"],
    ["eu-gb", "uk-south", "localhost:5004", "uk.registry"],
    ["us-south", null, "localhost:5005", "us.registry"],
  ]);
  expect(demoRegions(7000).find(({ id }) => id === "eu-de")).toMatchObject({
    name: "Central Europe",
    nameDe: "Mitteleuropa",
    host: "localhost:7002",
  });
});

test("the IBM Cloud preset has the global registry and twelve regional ones, each id, host and service once", () => {
  const hosts = Object.fromEntries(ibmCloudRegions.map(({ id, host }) => [id, host]));
  expect(hosts).toEqual({
    global: "icr.io",
    "au-syd": "au.icr.io",
    "br-sao": "br.icr.io",
    "ca-mon": "ca2.icr.io",
    "ca-tor": "ca.icr.io",
    "eu-de": "de.icr.io",
    "eu-es": "es.icr.io",
    "eu-gb": "uk.icr.io",
    "in-che": "in.icr.io",
    "in-mum": "in2.icr.io",
    "jp-osa": "jp2.icr.io",
    "jp-tok": "jp.icr.io",
    "us-south": "us.icr.io",
  });
  expect(ibmCloudRegions).toHaveLength(13);
  expect(new Set(ibmCloudRegions.map(({ service }) => service)).size).toBe(13);
});

test.each([
  ["eu-de", "eu-de"],
  ["eu-central", "eu-de"],
  ["uk-south", "eu-gb"],
  ["us-south", "us-south"],
  ["EU-DE", undefined],
  ["", undefined],
  ["null", undefined],
])("a region named %j is %j", (value, id) => {
  expect(resolveRegionId(value, demoRegions(5001))).toBe(id);
});

test("an id wins over another region's former name", () => {
  const regions = [
    { id: "north", formerName: "south" },
    { id: "south", formerName: null },
  ];
  expect(resolveRegionId("south", regions)).toBe("south");
});
