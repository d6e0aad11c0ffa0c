import { getTranslations } from "next-intl/server";
import type { PageOf } from "@/app/_server/page-props";
import { requireActor } from "@/app/_server/session";
import { ApiOperationView } from "@/components/api-operation";
import { PageHeader } from "@/components/page-header";
import { SearchField } from "@/components/search-field";
import { TextLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { Note } from "@/components/ui/note";
import { type ApiSection, apiReference, searchReference } from "@/lib/domain/api-reference";
import { runtime } from "@/lib/platform/runtime";
import { openApiDocument } from "@/lib/protocols/rest-apis";

/** Every operation of /openapi.json, readable, with this portal's address in the examples. */
export default async function ApiReferencePage({ searchParams }: PageOf) {
  await requireActor();
  const [t, { q }] = await Promise.all([getTranslations("api-reference"), searchParams]);
  const text = typeof q === "string" ? q.slice(0, 200) : "";
  const all = apiReference(openApiDocument(), runtime().config.url);
  const sections = searchReference(all, text);
  const count = sections.reduce((sum, { operations }) => sum + operations.length, 0);
  const lead = t.rich("lead", {
    document: (chunks) => (
      <a href="/openapi.json" className="link">
        {chunks}
      </a>
    ),
  });
  return (
    <>
      <PageHeader title={t("title")} lead={lead} />
      <div className="grid items-start gap-x-8 lg:grid-cols-[minmax(0,820px)_minmax(0,260px)]">
        <div className="flex min-w-0 flex-col gap-4">
          <Note>
            <p>
              <b className="font-semibold">{t("howTitle")}:</b> {t("how")}
            </p>
          </Note>
          <div className="flex flex-wrap items-center gap-3">
            <SearchField name="q" label={t("search")} value={text} />
            <p role="status" className="text-ink-3">
              {t("found", { count })}
            </p>
          </div>
          {count === 0 && (
            <EmptyState>
              {t.rich("none", { all: (chunks) => <TextLink href="/api-reference">{chunks}</TextLink> })}
            </EmptyState>
          )}
          {sections.map((section) => (
            <section key={section.id} aria-labelledby={section.id} className="flex flex-col gap-3">
              <h2
                id={section.id}
                lang="en"
                className="mt-3 scroll-mt-[64px] font-[560] text-dialog tracking-[-.014em]"
              >
                {section.tag}
              </h2>
              {section.operations.map((operation) => (
                <ApiOperationView key={operation.id} operation={operation} />
              ))}
            </section>
          ))}
        </div>
        <Contents label={t("contents")} sections={sections} />
      </div>
    </>
  );
}

function Contents({ label, sections }: { label: string; sections: readonly ApiSection[] }) {
  return (
    <nav
      aria-label={label}
      className="sticky top-[76px] max-h-[calc(100dvh-96px)] overflow-y-auto max-lg:hidden"
    >
      <p className="mb-1.5 text-ink-3 text-meta">{label}</p>
      <ul lang="en" className="flex flex-col gap-1 border-line border-l">
        {sections.map(({ id, tag, operations }) => (
          <li key={id} className="pl-3">
            <a href={`#${id}`} className="block py-0.5 text-ink-2 hover:text-ink hover:underline">
              {tag} <span className="text-ink-3">{operations.length}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
