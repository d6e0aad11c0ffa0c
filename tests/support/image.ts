import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";

const sha256 = (bytes: Buffer | string): string => createHash("sha256").update(bytes).digest("hex");

/** One file in the ustar format. */
const tarOf = (name: string, body: string): Buffer => {
  const header = Buffer.alloc(512);
  header.write(name);
  header.write("0000644\0", 100);
  header.write("0000000\0", 108);
  header.write("0000000\0", 116);
  header.write(`${body.length.toString(8).padStart(11, "0")}\0`, 124);
  header.write("00000000000\0", 136);
  header.write("        ", 148);
  header.write("0", 156);
  header.write("ustar\x0000", 257);
  const checksum = header.reduce((sum, byte) => sum + byte, 0);
  header.write(`${checksum.toString(8).padStart(6, "0")}\0 `, 148);
  const padded = Buffer.alloc(Math.ceil(body.length / 512) * 512);
  padded.write(body);
  return Buffer.concat([header, padded, Buffer.alloc(1024)]);
};

/** Writes a real image of one small file as an OCI layout and gives its folder. `text` makes it its own. */
export const writeImage = (parent: string, text: string): string => {
  const dir = path.join(parent, `image-${sha256(text).slice(0, 12)}`);
  const blobs = path.join(dir, "blobs/sha256");
  mkdirSync(blobs, { recursive: true });
  const put = (bytes: Buffer, mediaType: string) => {
    writeFileSync(path.join(blobs, sha256(bytes)), bytes);
    return { mediaType, digest: `sha256:${sha256(bytes)}`, size: bytes.length };
  };
  const json = (value: object) => Buffer.from(JSON.stringify(value));
  const tar = tarOf("hello", text);
  const rootfs = { type: "layers", diff_ids: [`sha256:${sha256(tar)}`] };
  const oci = "application/vnd.oci.image";
  const layer = put(gzipSync(tar), `${oci}.layer.v1.tar+gzip`);
  const config = put(
    json({ architecture: "amd64", os: "linux", config: {}, rootfs }),
    `${oci}.config.v1+json`,
  );
  const mediaType = `${oci}.manifest.v1+json`;
  const manifest = put(json({ schemaVersion: 2, mediaType, config, layers: [layer] }), mediaType);
  writeFileSync(path.join(dir, "index.json"), json({ schemaVersion: 2, manifests: [manifest] }));
  writeFileSync(path.join(dir, "oci-layout"), json({ imageLayoutVersion: "1.0.0" }));
  return dir;
};
