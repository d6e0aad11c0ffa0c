import { createServer, type IncomingHttpHeaders, request } from "node:http";

/**
 * A proxy in front of a real registry, as a company has one, that changes the headers of its answers.
 * @returns its address, on a port of its own
 */
export const startRegistryProxy = async (
  target: string,
  change: (headers: IncomingHttpHeaders) => IncomingHttpHeaders,
  port: number,
): Promise<{ url: string; stop(): Promise<void> }> => {
  const proxy = createServer((incoming, outgoing) => {
    const { method = "GET", url, headers } = incoming;
    const forwarded = request(new URL(url ?? "/", target), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, change(answer.headers));
      answer.pipe(outgoing);
    });
    forwarded.on("error", () => outgoing.destroy());
    incoming.pipe(forwarded);
  });
  await new Promise<void>((resolve) => proxy.listen(port, "127.0.0.1", resolve));
  return {
    url: `http://localhost:${port}`,
    stop: () =>
      new Promise((resolve) => {
        proxy.closeAllConnections();
        proxy.close(() => resolve());
      }),
  };
};
