import { createServer, type Server } from "node:http";
import { takeClientAddress } from "./lib/platform/client-address";
import { type Config, ConfigError, readConfig } from "./lib/platform/config";
import { isMachinePath } from "./lib/protocols/app";
import { protocolListener } from "./lib/protocols/listener";
import { endSignal } from "./scripts/lib/cli";
import { pageDoor } from "./scripts/lib/page-door";
import { regularWorkOf, startRegularWork } from "./scripts/lib/regular-work";
import { startRuntime } from "./scripts/lib/start-runtime";

/** Refresh and access tokens travel as passwords; beyond this a plain 431. */
const headerSizeBytesMax = 64 * 1024;

const start = async (): Promise<void> => {
  const config = readConfig();
  // Heard from the first moment: a signal during the start stops what has been started.
  const ended = endSignal();
  const { log, stop: stopRuntime } = await startRuntime(config);
  const server = await serve(config).catch(async (error: Error) => {
    await stopRuntime();
    throw error;
  });
  const work = startRegularWork(log, regularWorkOf(config.role));
  log.info({ url: config.url, host: config.host, port: config.port, role: config.role }, "ready");

  const signal = await ended;
  log.info({ signal }, "stopping");
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  setTimeout(() => server.closeAllConnections(), 3_000).unref();
  await closed;
  await work.stop();
  await stopRuntime();
  process.exit(0);
};

/** Listens: machines' paths go to the credential endpoints, everything else to Next. */
const serve = async (config: Config): Promise<Server> => {
  // Next's own modules read it when they load.
  process.env.NEXTAUTH_URL = config.url;
  const machines = protocolListener();
  const people = config.role === "token" ? null : await preparePages(config.port, config.host);

  const server = createServer({ maxHeaderSize: headerSizeBytesMax }, (request, response) => {
    takeClientAddress(request, config.trustedProxies);
    // For files, pages, downloads and machines' answers alike.
    response.setHeader("x-content-type-options", "nosniff");
    const pathname = (request.url ?? "/").split("?", 1)[0] ?? "/";
    if (isMachinePath(pathname)) machines(request, response);
    else if (people) people.handle(request, response);
    else
      response
        .writeHead(404, { "content-type": "text/plain" })
        .end("This process serves credentials only.\n");
  });
  server.requestTimeout = 30_000;
  server.headersTimeout = 15_000;
  // Next's reloading in development; nobody else upgrades.
  if (people) server.on("upgrade", people.upgrade);
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(listenProblem(error, config)));
    server.listen(config.port, config.host, resolve);
  });
  return server;
};

const listenProblem = (error: NodeJS.ErrnoException, { port, host }: Config): Error => {
  if (error.code === "EADDRINUSE") return new ConfigError(`PORT is "${port}", it needs a port that is free`);
  if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND")
    return new ConfigError(`HOST is "${host}", it needs an address of this machine`);
  return error;
};

const preparePages = async (port: number, hostname: string) => {
  const { default: next } = await import("next");
  const dev = process.env.NODE_ENV === "development";
  const app = next({ dev, dir: process.cwd(), port, hostname });
  await app.prepare();
  return { handle: pageDoor(app.getRequestHandler()), upgrade: app.getUpgradeHandler() };
};

start().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  console.error(`Wharfkey can't start: ${message}`);
  if (!(error instanceof ConfigError) && process.env.LOG_LEVEL === "debug") console.error(error);
  process.exit(1);
});
