"use client";

import { lazy, Suspense } from "react";
import type { ErrorViewProps } from "@/components/error-view";

// Every page loads this one's scripts. Where that can't be fetched, global-error.tsx takes its place.
const ErrorView = lazy(async () => ({ default: (await import("@/components/error-view")).ErrorView }));

/** A page that failed on the server, outside the portal's frame or with it. */
export default function ErrorPage(props: ErrorViewProps) {
  return (
    <Suspense>
      <ErrorView {...props} />
    </Suspense>
  );
}
