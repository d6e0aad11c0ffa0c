import { getTranslations } from "next-intl/server";
import { MessagePage } from "@/components/message-page";
import { ButtonLink } from "@/components/ui/button-link";

/** What isn't there, or isn't the person's: the same page, in the portal's frame. */
export default async function PortalNotFound() {
  const t = await getTranslations("errors.notFound");
  return (
    <MessagePage framed title={t("title")} text={t("text")}>
      <ButtonLink href="/home" variant="primary">
        {t("action")}
      </ButtonLink>
    </MessagePage>
  );
}
