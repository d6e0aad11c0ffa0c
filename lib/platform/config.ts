import path from "node:path";
import ipaddr from "ipaddr.js";
import { Secret } from "./secret-type";

/** A wrong environment variable. The message is the one line that the start prints. */
export class ConfigError extends Error {
  override name = "ConfigError";
}

export type Role = "portal" | "token" | "all";

export type OidcConfig = { issuer: string; clientId: string; clientSecret: Secret; name: string };

export type Config = {
  port: number;
  host: string;
  /** Public URL without a trailing slash: token realm and issuer. */
  url: string;
  https: boolean;
  dataDir: string;
  databaseUrl: string | null;
  databaseMigrationUrl: string | null;
  secret: Secret | null;
  adminEmail: string;
  adminPassword: Secret | null;
  adminApiKey: Secret | null;
  registriesPort: number;
  trustedProxies: readonly [ipaddr.IPv4 | ipaddr.IPv6, number][];
  metricsToken: Secret | null;
  oidc: OidcConfig | null;
  smtpUrl: string | null;
  /** Whom mail comes from. */
  mailFrom: string;
  /** Hosts that alerts may be posted to although they aren't public or don't speak https. */
  webhookHosts: readonly string[];
  role: Role;
  production: boolean;
  logLevel: string;
};

type Env = Record<string, string | undefined>;

const wrong = (name: string, got: string, needs: string): never => {
  throw new ConfigError(`${name} is ${JSON.stringify(got)}, it needs ${needs}`);
};

const logLevels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"];

const port = (env: Env, name: string, fallback: number): number => {
  const text = env[name];
  if (!text) return fallback;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1 || value > 65535) return wrong(name, text, "a port from 1 to 65535");
  return value;
};

const isLoopback = (hostname: string): boolean =>
  hostname === "localhost" ||
  hostname.endsWith(".localhost") ||
  hostname === "[::1]" ||
  /^127\.\d+\.\d+\.\d+$/.test(hostname);

const publicUrl = (env: Env, portNumber: number): string => {
  const text = env.WHARFKEY_URL || `http://localhost:${portNumber}`;
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return wrong("WHARFKEY_URL", text, "a URL such as https://keys.example.com");
  }
  if (url.protocol !== "http:" && url.protocol !== "https:")
    return wrong("WHARFKEY_URL", text, "http or https");
  if (url.pathname !== "/" || url.search || url.hash || url.username || url.password)
    return wrong("WHARFKEY_URL", url.origin + url.pathname, "no path, query or credentials");
  if (url.protocol === "http:" && !isLoopback(url.hostname) && env.WHARFKEY_ALLOW_HTTP !== "1")
    return wrong("WHARFKEY_URL", text, "https on another host than localhost (or WHARFKEY_ALLOW_HTTP=1)");
  return url.origin;
};

const postgresUrl = (env: Env, name: string): string | null => {
  const text = env[name];
  if (!text) return null;
  // The value holds a password: never repeat it.
  if (!/^postgres(ql)?:\/\//.test(text) || !URL.canParse(text))
    throw new ConfigError(
      `${name} is not understood, it needs the form postgresql://user:password@host/database`,
    );
  return text;
};

const cidrs = (text: string | undefined): [ipaddr.IPv4 | ipaddr.IPv6, number][] =>
  (text ?? "")
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((part) => {
      try {
        return part.includes("/")
          ? ipaddr.parseCIDR(part)
          : ([ipaddr.parse(part), ipaddr.parse(part).kind() === "ipv4" ? 32 : 128] as const as [
              ipaddr.IPv4,
              number,
            ]);
      } catch {
        return wrong("WHARFKEY_TRUSTED_PROXIES", part, "CIDRs such as 10.0.0.0/8, separated by commas");
      }
    });

const oidc = (env: Env): OidcConfig | null => {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env;
  if (!issuer && !clientId && !clientSecret) return null;
  if (!issuer || !URL.canParse(issuer)) return wrong("OIDC_ISSUER", issuer ?? "", "the issuer's URL");
  if (!clientId) return wrong("OIDC_CLIENT_ID", "", "a value, since OIDC_ISSUER is set");
  if (!clientSecret) return wrong("OIDC_CLIENT_SECRET", "", "a value, since OIDC_ISSUER is set");
  return {
    issuer,
    clientId,
    clientSecret: new Secret(clientSecret),
    name: env.OIDC_NAME || new URL(issuer).hostname,
  };
};

const secretOf = (env: Env, name: string, shortest: number): Secret | null => {
  const text = env[name];
  if (!text) return null;
  if (text.length < shortest)
    throw new ConfigError(`${name} has ${text.length} characters, it needs at least ${shortest}`);
  return new Secret(text);
};

const mailFrom = (env: Env, url: string): string => {
  const text = env.WHARFKEY_MAIL_FROM || `wharfkey@${new URL(url).hostname}`;
  return /^[^\s@<>]+@[^\s@<>]+$|^[^<>"\r\n]+ <[^\s@<>]+@[^\s@<>]+>$/.test(text)
    ? text
    : wrong("WHARFKEY_MAIL_FROM", text, "an address such as wharfkey@example.com, or Name <address>");
};

/**
 * Reads and checks the whole configuration.
 * @throws ConfigError with one line that names the variable, what it got and what it needs; never a secret.
 */
export const readConfig = (env: Env = process.env): Config => {
  const portNumber = port(env, "PORT", 3000);
  const url = publicUrl(env, portNumber);
  const role = env.WHARFKEY_ROLE || "all";
  if (role !== "all" && role !== "portal" && role !== "token")
    return wrong("WHARFKEY_ROLE", role, "portal, token or all");
  const databaseUrl = postgresUrl(env, "DATABASE_URL");
  const databaseMigrationUrl = postgresUrl(env, "DATABASE_MIGRATION_URL");
  if (databaseMigrationUrl && !databaseUrl)
    throw new ConfigError(
      "DATABASE_MIGRATION_URL is set without DATABASE_URL, it needs the address that the portal itself uses too",
    );
  const secret = secretOf(env, "WHARFKEY_SECRET", 32);
  if (databaseUrl && !secret)
    throw new ConfigError(
      "WHARFKEY_SECRET is not set, it needs a value of at least 32 characters when DATABASE_URL is set",
    );
  const logLevel = env.LOG_LEVEL || "info";
  if (!logLevels.includes(logLevel)) return wrong("LOG_LEVEL", logLevel, logLevels.join(", "));
  const adminEmail = (env.WHARFKEY_ADMIN_EMAIL || "admin@localhost").trim().toLowerCase();
  if (!/^[^\s@]+@[^\s@]+$/.test(adminEmail))
    return wrong("WHARFKEY_ADMIN_EMAIL", adminEmail, "an address such as admin@example.com");
  const adminApiKey = secretOf(env, "WHARFKEY_ADMIN_APIKEY", 32);
  if (adminApiKey && !/^[A-Za-z0-9_-]{32,256}$/.test(adminApiKey.reveal()))
    throw new ConfigError(
      "WHARFKEY_ADMIN_APIKEY is not accepted, it needs 32 to 256 characters of A-Z a-z 0-9 _ -",
    );
  const registriesPort = port(env, "WHARFKEY_REGISTRIES_PORT", 5001);
  if (registriesPort > 65531)
    return wrong("WHARFKEY_REGISTRIES_PORT", String(registriesPort), "five ports up to 65535");
  if (env.SMTP_URL && !/^smtps?:\/\//.test(env.SMTP_URL))
    throw new ConfigError("SMTP_URL is not understood, it needs the form smtp://user:password@host:port");
  return {
    port: portNumber,
    host: env.HOST || "127.0.0.1",
    url,
    https: url.startsWith("https:"),
    dataDir: path.resolve(env.WHARFKEY_DATA_DIR || ".data"),
    databaseUrl,
    databaseMigrationUrl,
    secret,
    adminEmail,
    adminPassword: secretOf(env, "WHARFKEY_ADMIN_PASSWORD", 8),
    adminApiKey,
    registriesPort,
    trustedProxies: cidrs(env.WHARFKEY_TRUSTED_PROXIES),
    metricsToken: secretOf(env, "WHARFKEY_METRICS_TOKEN", 1),
    oidc: oidc(env),
    smtpUrl: env.SMTP_URL || null,
    mailFrom: mailFrom(env, url),
    webhookHosts: (env.WHARFKEY_WEBHOOK_HOSTS ?? "")
      .split(",")
      .map((host) => host.trim())
      .filter(Boolean),
    role,
    production: env.NODE_ENV !== "development",
    logLevel,
  };
};
