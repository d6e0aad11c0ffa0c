import { getTranslations } from "next-intl/server";
import { MessagePage } from "@/components/message-page";
import { ButtonLink } from "@/components/ui/button-link";

export default async function NotFound() {
  const t = await getTranslations("errors.notFound");
  return (
    <MessagePage title={t("title")} text={t("text")}>
      <ButtonLink href="/home" variant="primary">
        {t("action")}
      </ButtonLink>
    </MessagePage>
  );
}
