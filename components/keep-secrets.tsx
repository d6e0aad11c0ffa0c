"use client";

import { useEffect } from "react";
import { withoutKeySecrets } from "@/lib/domain/key-secrets";

/** Whatever is searched for stands in an address, so in histories and logs: of a pasted API key only its public id. */
export function KeepSecrets() {
  useEffect(() => {
    const onFormData = ({ target, formData }: FormDataEvent) => {
      if ((target as HTMLFormElement).method !== "get") return;
      for (const [name, value] of [...formData]) {
        const kept = typeof value === "string" ? withoutKeySecrets(value) : value;
        if (kept !== value) formData.set(name, kept);
      }
    };
    window.addEventListener("formdata", onFormData);
    return () => window.removeEventListener("formdata", onFormData);
  }, []);
  return null;
}
