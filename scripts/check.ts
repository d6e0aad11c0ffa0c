import { ruleTests, runChecks } from "./lib/checks";
import { Failure, main } from "./lib/cli";

// `npm run check`: types, lint, format, and the rules that tests enforce on the sources.
main(async () => {
  const rules = ["node_modules/vitest/vitest.mjs", "run", "--project", "unit", ...ruleTests];
  const failed = await runChecks([["Checking: rules", rules]]);
  if (failed > 0) throw new Failure(failed === 1 ? "1 check failed." : `${failed} checks failed.`);
});
