// JSON.stringify leaves these as they are; YAML 1.1 would end a line at some and refuse others, TOML refuses DEL.
const unprintable = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|\p{Cs}/gu;

const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** JSON that is also a YAML flow value and, for a string, a TOML basic string. */
export function safeJson(value: unknown, indent = 0): string {
  return JSON.stringify(value, null, indent).replace(unprintable, escaped);
}

const yamlKeywords = /^(?:true|false|yes|no|on|off|null|y|n)$/i;

/** A YAML scalar that is read as this very string: bare where that is certain, else in double quotes. */
export function yamlString(text: string): string {
  const bare = /^[A-Za-z](?:[A-Za-z0-9_./-]|:(?=[A-Za-z0-9]))*$/.test(text) && !yamlKeywords.test(text);
  return bare ? text : safeJson(text);
}

/** A string for Terraform, where `${` and `%{` begin a template and `\\b` and `\\f` mean nothing. */
export function hclString(text: string): string {
  return safeJson(text)
    .replace(/\\(.)/g, (pair, code) => (code === "b" ? "\\u0008" : code === "f" ? "\\u000c" : pair))
    .replace(/([$%])\{/g, "$1$1{");
}

/** A string for Groovy without interpolation. */
export function groovyString(text: string): string {
  return `'${safeJson(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** Base64 of the text's UTF-8. */
export function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
