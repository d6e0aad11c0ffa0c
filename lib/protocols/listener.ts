import type { IncomingMessage, ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { createProtocols } from "./app";

/** The machines' endpoints for `node:http`. The global Request and Response stay the runtime's: Next needs them. */
export const protocolListener = (): ((request: IncomingMessage, response: ServerResponse) => unknown) =>
  getRequestListener(createProtocols().fetch, { overrideGlobalObjects: false });
