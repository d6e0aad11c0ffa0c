import type { NamespaceKeys, NestedKeyOf } from "next-intl";
import { getLocale } from "next-intl/server";
import type { ReactNode } from "react";
import { WordsProvider } from "@/components/words-provider";
import type { Locale } from "@/lib/i18n/locale";
import { type Messages, messages } from "@/lib/i18n/messages";
import { joined, type Words } from "@/lib/i18n/words";

type Namespace = NamespaceKeys<Messages, NestedKeyOf<Messages>>;

/** A layout that brings the messages its client components need, beside those of the layouts around it. */
export function wordsOf(...names: Namespace[]) {
  const texts = { en: textOf(names, "en"), de: textOf(names, "de") };
  return async ({ children }: { children: ReactNode }) => (
    <WordsProvider text={texts[await getLocale()]}>{children}</WordsProvider>
  );
}

const textOf = (names: Namespace[], locale: Locale): string =>
  JSON.stringify(names.map((name) => partOf(messages[locale], name.split("."))).reduce(joined));

/** Of all words those of `usage.why`: `{ usage: { why: … } }`. */
const partOf = (words: Words, [name = "", ...rest]: string[]): Words => {
  const part = words[name] as Words;
  return { [name]: rest.length > 0 ? partOf(part, rest) : part };
};
