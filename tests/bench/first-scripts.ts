import { firstScriptsKb } from "@/tests/support/first-scripts";
import { atMost, type Measurement } from "./measurement";

/** The first JavaScript of pages that people wait for. */
export const firstScripts: Measurement = {
  name: "first-scripts",
  async run(bench) {
    const world = await bench.small();
    const portal = await world.portal("all");
    const cookie = await world.cookie();
    const { rows } = await world.database.query("SELECT id FROM api_key WHERE account_id = $1 LIMIT 1", [
      world.accountId,
    ]);
    const paths = { "sign-in": "/sign-in", home: "/home", key: `/api-keys/${rows[0]?.id}`, keys: "/keys" };
    try {
      const figures = [];
      for (const [name, path] of Object.entries(paths)) {
        const size = await firstScriptsKb(`${portal.url}${path}`, name === "sign-in" ? "" : cookie);
        figures.push(atMost(`first JavaScript, ${name}`, size, 150, `${size.toFixed(0)} kB`, " kB"));
      }
      return figures;
    } finally {
      await portal.stop();
    }
  },
};
