import fc from "fast-check";
import { expect, test } from "vitest";
import { parseUserAgent } from "@/lib/domain/client";
import { credentialKind } from "@/lib/domain/username";

test.each([
  ["Docker-Client/28.2.2 (linux)", "docker", "28.2.2"],
  [
    "docker/27.3.1 go/go1.22.7 git-commit/41ca978 kernel/6.1 os/linux arch/amd64 UpstreamClient(Docker-Client/27.3.1 \\(linux\\))",
    "docker",
    "27.3.1",
  ],
  ["skopeo/1.9.3", "skopeo", "1.9.3"],
  ["containers/5.23.1 (github.com/containers/image)", "podman", ""],
  ["Buildah/1.28.2", "buildah", "1.28.2"],
  ["containerd/1.6.20~ds1", "containerd", "1.6.20~ds1"],
  ["curl/7.88.1", "curl", "7.88.1"],
  ["Helm/3.16.2", "helm", "3.16.2"],
  ["oras/1.2.0", "oras", "1.2.0"],
  ["crane/0.20.2 go-containerregistry/0.20.2", "crane", "0.20.2"],
  ["go-containerregistry/v0.19.1", "crane", "v0.19.1"],
  ["platform-services-node-sdk/0.84.0 (lang=node.js; os.name=linux)", "ibm sdk", "0.84.0"],
  ["ibm-node-sdk-core/iam-authenticator-5.0.1 os.name=linux node.version=v20.12.2", "ibm sdk", "5.0.1"],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "browser", ""],
  ["Go-http-client/1.1", "unknown", ""],
  ["", "unknown", ""],
  [null, "unknown", ""],
  [undefined, "unknown", ""],
])("%j is %s %s", (userAgent, name, version) => {
  expect(parseUserAgent(userAgent)).toEqual({ name, version });
});

test("whatever is sent, name and version are short and hold no control characters", () => {
  const sent = fc.tuple(
    fc.constantFrom("docker/", "skopeo/", "curl/", ""),
    fc.string({ unit: "binary", maxLength: 60 }),
  );
  fc.assert(
    fc.property(sent, ([tool, rest]) => {
      const { name, version } = parseUserAgent(tool + rest);
      expect(name.length).toBeLessThan(20);
      expect(version).toMatch(/^\P{Cc}{0,40}$/u);
    }),
  );
  expect(parseUserAgent(`docker/${"9".repeat(9999)}`).version).toBe("9".repeat(40));
  expect(parseUserAgent("docker/1\u0000.2\u001b[31m")).toEqual({ name: "docker", version: "1.2[31m" });
});

test.each([
  ["iamapikey", "iamapikey"],
  ["iambearer", "iambearer"],
  ["iamrefresh", "iamrefresh"],
  ["IAMAPIKEY", "other"],
  ["iamapikey ", "other"],
  [`wfk_0123456789_${"A".repeat(38)}`, "other"],
  ["", "other"],
])("username %j is recorded as %s", (username, kind) => {
  expect(credentialKind(username)).toBe(kind);
});
