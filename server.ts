import { createServer, type Server } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { takeClientAddress } from "./lib/platform/client-address";
import { ConfigError, readConfig } from "./lib/platform/config";
import { createProtocols, isMachinePath } from "./lib/protocols/app";
import { startRuntime } from "./scripts/lib/start-runtime";

/** Refresh and access tokens travel as passwords; beyond this a plain 431. */
const headerSizeBytesMax = 64 * 1024;

const start = async (): Promise<void> => {
  const config = readConfig();
  const { log, stop: stopRuntime } = await startRuntime(config);
  // Next's own modules read these when they load.
  process.env.NEXTAUTH_URL = config.url;

  const machines = getRequestListener(createProtocols().fetch, { overrideGlobalObjects: false });
  const people = config.role === "token" ? null : await preparePages(config.port, config.host);

  const server: Server = createServer({ maxHeaderSize: headerSizeBytesMax }, (request, response) => {
    takeClientAddress(request, config.trustedProxies);
    const pathname = (request.url ?? "/").split("?", 1)[0] ?? "/";
    if (isMachinePath(pathname)) machines(request, response);
    else if (people) people(request, response);
    else
      response
        .writeHead(404, { "content-type": "text/plain" })
        .end("This process serves credentials only.\n");
  });
  server.requestTimeout = 30_000;
  server.headersTimeout = 15_000;

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(config.port, config.host, resolve);
  });
  log.info({ url: config.url, host: config.host, port: config.port, role: config.role }, "ready");

  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, "stopping");
    server.close();
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 3_000).unref();
    await new Promise<void>((resolve) => server.once("close", () => resolve()));
    await stopRuntime();
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void stop(signal));
};

const preparePages = async (port: number, hostname: string) => {
  const { default: next } = await import("next");
  const dev = process.env.NODE_ENV === "development";
  const app = next({ dev, dir: import.meta.dirname, port, hostname });
  await app.prepare();
  return app.getRequestHandler();
};

start().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  console.error(`Wharfkey can't start: ${message}`);
  if (!(error instanceof ConfigError) && process.env.LOG_LEVEL === "debug") console.error(error);
  process.exit(1);
});
