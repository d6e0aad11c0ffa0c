/**
 * A submitted form as a plain object: `name[]` gathers every value under `name`, any other name keeps its
 * last one. Files and React's own fields are left out.
 */
export const formObject = (form: FormData): Record<string, string | string[]> => {
  const fields = new Map<string, string | string[]>();
  for (const [name, value] of form) {
    if (name.startsWith("$ACTION") || typeof value !== "string") continue;
    if (name.endsWith("[]")) {
      const list = name.slice(0, -2);
      const before = fields.get(list);
      fields.set(list, Array.isArray(before) ? [...before, value] : [value]);
    } else fields.set(name, value);
  }
  return Object.fromEntries(fields);
};
