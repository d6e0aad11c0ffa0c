import { getTranslations } from "next-intl/server";
import { MessagePage } from "@/components/message-page";
import { buttonClass } from "@/components/ui/button-class";

export default async function NotFound() {
  const t = await getTranslations("errors.notFound");
  return (
    <MessagePage title={t("title")} text={t("text")}>
      {/* Every page loads this one's scripts: a plain link has none. */}
      <a href="/home" className={buttonClass("primary")}>
        {t("action")}
      </a>
    </MessagePage>
  );
}
