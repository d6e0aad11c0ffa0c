"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useFormat } from "./use-format";

const lateSeconds = 120;

/** How long the page listens already, and after two minutes what to try. Outside the status: nobody wants it read out. */
export function LiveWaiting({ hosts }: { hosts: readonly string[] }) {
  const t = useTranslations("live.waiting");
  const format = useFormat();
  const seconds = useSeconds();
  const time = [Math.floor(seconds / 60), seconds % 60]
    .map((part) => String(part).padStart(2, "0"))
    .join(":");
  return (
    <div className="text-ink-3">
      {/* Where scripts run, the counter takes its place. */}
      <noscript>{t("noScript")}</noscript>
      {seconds > 0 && <p aria-hidden="true">{t("listening", { time })}</p>}
      {seconds >= lateSeconds && (
        <p className="mt-1 text-ink-2">
          {hosts.length > 0 ? t("late", { hosts: format.either([...hosts]) }) : t("lateNowhere")}
        </p>
      )}
    </div>
  );
}

function useSeconds(): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const began = Date.now();
    const timer = setInterval(() => setSeconds(Math.floor((Date.now() - began) / 1000)), 1000);
    return () => clearInterval(timer);
  }, []);
  return seconds;
}
