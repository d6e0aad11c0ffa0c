"use client";

import { NextIntlClientProvider, useLocale, useMessages } from "next-intl";
import { type ReactNode, useMemo } from "react";
import { joined, type Words } from "@/lib/i18n/words";

type WordsProviderProps = {
  /** Messages as JSON: as an object, React would walk through every one of them for each page. */
  text: string;
  children: ReactNode;
};

/** More words for the client components below it, beside those from above. */
export function WordsProvider({ text, children }: WordsProviderProps) {
  const above = useMessages();
  const messages = useMemo(() => joined(above, parsed(text)), [above, text]);
  return (
    <NextIntlClientProvider locale={useLocale()} messages={messages}>
      {children}
    </NextIntlClientProvider>
  );
}

/** As many as there are layouts with words, in each language. */
const known = new Map<string, Words>();

function parsed(text: string): Words {
  const words = known.get(text) ?? JSON.parse(text);
  known.set(text, words);
  return words;
}
