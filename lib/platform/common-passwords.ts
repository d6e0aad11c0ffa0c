import { commonPasswordList } from "./common-password-list";

let known: Set<string> | undefined;

/**
 * Whether a password is one of those that are tried first: listed, a listed one with digits or signs around it
 * ("Password2026!"), or something short written again and again ("qwertyqwerty", "aaaaaaaaaaaa").
 */
export const isCommonPassword = (password: string): boolean => {
  known ??= new Set([...commonPasswordList.trim().split(/\s+/), "wharfkey", "registry", "containerregistry"]);
  const text = password.toLowerCase();
  const bare = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");
  // "pass word", with what it was padded with: nothing much is left that has to be guessed.
  if (known.has(text) || known.has(bare)) return true;
  const unit = /^(.{1,8}?)\1+$/u.exec(text)?.[1];
  if (unit !== undefined && (unit.length < 5 || known.has(unit))) return true;
  return isRun(text);
};

/** "abcdefghijkl", "123456789012", "987654321098". */
const isRun = (text: string): boolean => {
  const steps = [...text].slice(1).map((_, i) => text.charCodeAt(i + 1) - text.charCodeAt(i));
  const [first] = steps;
  return (first === 1 || first === -1) && steps.every((step) => step === first || step === -9 * first);
};
