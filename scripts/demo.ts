import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { type Config, readConfig } from "@/lib/platform/config";
import { makeDataDir } from "@/lib/platform/data-dir";
import { ensureBuild } from "./lib/build";
import { endSignal, Failure, main, say, step } from "./lib/cli";
import { startPortal } from "./lib/portal-process";
import { type RunningRegistry, runRegistries } from "./lib/registries";
import { registryBinary } from "./lib/tools";

const signIn = ({ dataDir, adminEmail, adminPassword }: Config): string => {
  const file = path.join(dataDir, "first-login.txt");
  if (!existsSync(file))
    return adminPassword
      ? `${adminEmail}, password from WHARFKEY_ADMIN_PASSWORD`
      : `${adminEmail}, with your password`;
  if (!process.stdout.isTTY) return `address and first password are in ${file}`;
  const value = (name: string) =>
    new RegExp(`^${name}: (.*)$`, "m").exec(readFileSync(file, "utf8"))?.[1] ?? "?";
  return `${value("email")}, password ${value("password")} (a new one is asked for at once)`;
};

const welcome = (config: Config, registries: readonly RunningRegistry[], logFile: string): string => {
  const example = registries.find(({ region }) => region === "eu-de") ?? registries[0];
  return `
Wharfkey is running.

  Portal      ${config.url}
  Sign in     ${signIn(config)}
  Registries  ${registries.map(({ region, host }) => `${region.padEnd(10)} ${host}`).join("\n              ")}
  Logs        ${path.relative(process.cwd(), path.dirname(logFile)) || "."}

Create an API key in the portal, then use it as the password:

  docker login -u iamapikey ${example?.host}

Ctrl-C stops everything.
`;
};

// `npm run demo`: the portal with its own database and five regional registries that trust it.
main(async () => {
  const config = readConfig();
  makeDataDir(config.dataDir);
  const ended = endSignal();
  const stops: (() => Promise<void>)[] = [];
  const stopAll = async () => {
    for (const stop of stops.splice(0).reverse()) await stop();
  };
  try {
    const binary = await step("Finding a registry to run", () => registryBinary(config.dataDir));
    await ensureBuild();
    const portal = await step("Starting the portal and its database", () => startPortal(config));
    stops.push(portal.stop);
    const registries = await step("Starting the registries", () => runRegistries(config.dataDir, binary));
    stops.push(registries.stop);
    console.log(welcome(config, registries.running, portal.logFile));
    const reason = await Promise.race([ended.then(() => null), portal.exited]);
    if (reason !== null) throw new Failure(`The portal ended: ${reason} (log: ${portal.logFile})`);
    say("");
    await step("Stopping registries, portal and database", stopAll);
  } finally {
    await stopAll();
  }
  process.exit(0);
});
