"use client";

import { useTranslations } from "next-intl";
import { lazy } from "react";
import type { ListedUse } from "@/lib/domain/usage";
import { Button } from "./ui/button";
import { Dialog } from "./ui/dialog";

const parts = () => import("./usage-why-parts");
const WhyTitle = lazy(async () => ({ default: (await parts()).WhyTitle }));
const WhyFacts = lazy(async () => ({ default: (await parts()).WhyFacts }));
const WhySteps = lazy(async () => ({ default: (await parts()).WhySteps }));
const WhyWays = lazy(async () => ({ default: (await parts()).WhyWays }));

export type WhyDeniedProps = {
  item: ListedUse;
  /** How often it was tried. */
  count: number;
};

/** The steps that a request passed, the one that stopped it, and what to do. Who changed it, is on its page. */
export function WhyDenied(props: WhyDeniedProps) {
  const t = useTranslations("usage.denials");
  // Each part is a component, so that nothing of a closed one is worked out: a list has dozens.
  return (
    <Dialog
      trigger={<Button size="s">{t("explain")}</Button>}
      title={<WhyTitle {...props} />}
      description={<WhyFacts {...props} />}
      footer={<WhyWays {...props} />}
    >
      <WhySteps {...props} />
    </Dialog>
  );
}
