import { z } from "zod";
import { namespaceProblem } from "../namespace";
import { regionText } from "./text";

const rule = "it needs 4 to 30 of a-z 0-9 _ -, with a letter or digit at both ends";

/** A namespace's name by the registry's rule. */
export const namespaceText = z.string(rule).superRefine((name, context) => {
  const problem = namespaceProblem(name);
  if (!problem) return;
  const got = {
    length: `has ${name.length} characters`,
    characters: "has other characters",
    edges: "begins or ends wrongly",
  };
  context.addIssue({
    code: "custom",
    message: `${got[problem]}, ${rule}`,
    params: { reason: `namespace-${problem}` },
  });
});

/** Where a namespace is: region id or former name, and its name. */
export const NamespacePlace = z.object({ region: regionText, name: namespaceText });
export type NamespacePlace = z.input<typeof NamespacePlace>;
