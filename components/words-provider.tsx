"use client";

import { type AbstractIntlMessages, NextIntlClientProvider, useLocale } from "next-intl";
import type { ReactNode } from "react";

type WordsProviderProps = {
  /** The language's messages as JSON: as an object, React would walk through every one of them for each page. */
  text: string;
  children: ReactNode;
};

/** All words, for every client component below it. */
export function WordsProvider({ text, children }: WordsProviderProps) {
  return (
    <NextIntlClientProvider locale={useLocale()} messages={messagesOf(text)}>
      {children}
    </NextIntlClientProvider>
  );
}

/** As many as there are languages; a reader who changes theirs has two. */
const known = new Map<string, AbstractIntlMessages>();

function messagesOf(text: string): AbstractIntlMessages {
  const messages = known.get(text) ?? JSON.parse(text);
  known.set(text, messages);
  return messages;
}
