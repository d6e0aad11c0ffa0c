import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "./ui/button";
import { Field } from "./ui/field";
import { Input } from "./ui/input";

const field = {
  name: "request",
  autoComplete: "off",
  spellCheck: false,
  required: true,
  maxLength: 4000,
} as const;

type DenialSearchProps = {
  /** What was pasted last, and why it led nowhere. */
  value?: string;
  error?: string | undefined;
};

/** Paste the request id, or the whole error message: leads to the denial's page. Works before any script. */
export function DenialSearch({ value = "", error }: DenialSearchProps) {
  const t = useTranslations("denials.search");
  return (
    <form action="/denials" className="flex flex-wrap items-start gap-x-2.5 gap-y-2">
      <Field label={t("label")} hint={t("hint")} error={error} className="min-w-0 flex-[1_1_320px]">
        <Input {...field} className="w-full font-mono" defaultValue={value} placeholder={t("placeholder")} />
      </Field>
      <Button type="submit" size="l" variant="primary" className="md:mt-[27px]">
        {t("action")}
      </Button>
    </form>
  );
}

/** The same in the header of a panel: Enter explains. */
export function DenialSearchInline() {
  const t = useTranslations("denials.search");
  return (
    <form action="/denials" className="w-full md:w-[260px]">
      <Input
        {...field}
        dense
        icon={<Search aria-hidden />}
        aria-label={t("label")}
        placeholder={t("inline")}
      />
    </form>
  );
}
