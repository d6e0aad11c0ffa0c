import type { ReactNode } from "react";
import { Logo } from "./logo";
import { PageTitle } from "./page-title";

type MessagePageProps = {
  title: string;
  text: string;
  reference?: string | undefined;
  /** Inside the portal's frame, which brings the main landmark. */
  framed?: boolean;
  children: ReactNode;
};

/** A whole page that says one thing: not found, failed. */
export function MessagePage({ title, text, reference, framed = false, children }: MessagePageProps) {
  const Landmark = framed ? "div" : "main";
  return (
    <Landmark
      {...(!framed && { id: "main", tabIndex: -1 })}
      className="mx-auto flex min-h-[80dvh] max-w-[508px] flex-col items-start justify-center p-6"
    >
      <PageTitle>{title}</PageTitle>
      {!framed && <Logo size={32} />}
      <h1 className="mt-5 font-[580] text-decision tracking-[-.022em]">{title}</h1>
      <p className="mt-2 text-ink-2 text-panel">{text}</p>
      {reference && <p className="mono mt-3 text-ink-3">{reference}</p>}
      <div className="mt-5 flex flex-wrap gap-2">{children}</div>
    </Landmark>
  );
}
