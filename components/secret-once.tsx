"use client";

import { Check, Download, Eye, EyeOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Button } from "./ui/button";
import { ConfirmDialog } from "./ui/confirm-dialog";
import { CopyButton } from "./ui/copy-button";
import { useFormat } from "./use-format";
import { useLeaveGuard } from "./use-leave-guard";

const shownForMs = 30_000;

type SecretOnceProps = {
  /** The whole key. It lives in this component's memory only. */
  secret: string;
  /** As in apikey.json. */
  name: string;
  description?: string;
  /** ISO 8601. */
  createdAt: string;
  onSaved?: () => void;
};

/** The only sight of a new key: masked, revealed for 30 s, copied or downloaded; leaving before that asks first. */
export function SecretOnce({ secret, name, description = "", createdAt, onSaved }: SecretOnceProps) {
  const t = useTranslations("common.secret");
  const format = useFormat();
  const [revealed, setRevealed] = useState(false);
  const [saved, setSaved] = useState<{ how: "copiedAt" | "downloadedAt"; at: Date }>();
  const text = useRef<HTMLElement>(null);
  const guard = useLeaveGuard(saved === undefined);

  useEffect(() => {
    if (!revealed) return;
    const timer = setTimeout(() => setRevealed(false), shownForMs);
    return () => clearTimeout(timer);
  }, [revealed]);

  const save = (how: "copiedAt" | "downloadedAt") => {
    setSaved({ how, at: new Date() });
    onSaved?.();
  };
  const download = () => {
    const file = JSON.stringify({ name, description, createdAt, apikey: secret }, null, 2);
    const url = URL.createObjectURL(new Blob([`${file}\n`], { type: "application/json" }));
    Object.assign(document.createElement("a"), { href: url, download: "apikey.json" }).click();
    URL.revokeObjectURL(url);
    save("downloadedAt");
  };

  return (
    <div>
      <div className="flex min-h-12 items-center gap-2 rounded-control border border-line-strong bg-sunken py-1 pr-1 pl-3.5">
        <span className="sr-only">{revealed ? t("label") : t("hidden")}</span>
        <code
          ref={text}
          aria-hidden={!revealed}
          className={
            revealed
              ? "mono min-w-0 flex-1 break-all py-1.5 text-panel"
              : "mono min-w-0 flex-1 truncate text-panel"
          }
        >
          {revealed ? secret : mask(secret)}
        </code>
        <Button
          variant="ghost"
          icon={revealed ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
          onClick={() => setRevealed(!revealed)}
        >
          {revealed ? t("hide") : t("reveal")}
        </Button>
      </div>
      <div className="mt-2.5 flex flex-wrap items-center gap-2">
        <CopyButton
          text={secret}
          source={text}
          variant="primary"
          label={t("copy")}
          announcement={t("copied")}
          className="max-md:flex-1"
          onCopied={() => save("copiedAt")}
          onRefused={() => setRevealed(true)}
        />
        <Button icon={<Download aria-hidden />} className="max-md:flex-1" onClick={download}>
          <span>{t.rich("download", { code: (file) => <span className="mono">{file}</span> })}</span>
        </Button>
        {saved && (
          <span className="ml-1.5 inline-flex items-center gap-1.5 font-medium text-ok">
            <Check size={15} aria-hidden />
            {t(saved.how, { time: format.time(saved.at) })}
          </span>
        )}
      </div>
      <ConfirmDialog
        open={guard.asking}
        onOpenChange={(open) => open || guard.stay()}
        title={t("leaveTitle")}
        effect={t("leaveText")}
        action={t("leave")}
        cancel={t("stay")}
        onConfirm={guard.leave}
      />
    </div>
  );
}

/** The public part stays readable: it is what lists show. */
function mask(secret: string): string {
  const shown = /^wfk_[0-9A-Za-z]{10}_/.exec(secret)?.[0] ?? "";
  return shown + "•".repeat(secret.length - shown.length);
}
