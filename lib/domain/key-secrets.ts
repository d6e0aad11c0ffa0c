/** A text without the secrets of API keys in it: `wfk_` and the public id stay, by which a key is found. */
export function withoutKeySecrets(text: string): string {
  return text.replace(/(wfk_[0-9A-Za-z]{10})_[0-9A-Za-z]*/g, "$1");
}
