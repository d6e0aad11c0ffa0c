"use client";

import "./globals.css";

const text = {
  en: {
    title: "Wharfkey couldn't load",
    text: "The page's frame failed. Nothing was changed. Reload; if it fails again, tell an administrator.",
    action: "Reload",
  },
  de: {
    title: "Wharfkey ließ sich nicht laden",
    text: "Der Rahmen der Seite ist fehlgeschlagen. Es wurde nichts geändert. Neu laden; schlägt es wieder fehl, die Administration verständigen.",
    action: "Neu laden",
  },
};

/** The layout itself failed: no messages, no providers, so the words are here and the browser chooses. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  const locale = typeof navigator !== "undefined" && navigator.language.startsWith("de") ? "de" : "en";
  const words = text[locale];
  return (
    <html lang={locale}>
      <body>
        <title>{words.title}</title>
        <main className="mx-auto flex min-h-dvh max-w-[460px] flex-col items-start justify-center gap-3 p-6">
          <h1 className="font-bold text-decision">{words.title}</h1>
          <p className="text-ink-2">{words.text}</p>
          {error.digest && <p className="mono text-ink-3">{error.digest}</p>}
          <button
            type="button"
            className="mt-2 h-11 rounded-control bg-accent px-4 font-medium text-on-accent md:h-8"
            onClick={() => window.location.reload()}
          >
            {words.action}
          </button>
        </main>
      </body>
    </html>
  );
}
