import {
  Ban,
  Bell,
  Building2,
  FilePen,
  FileText,
  Globe,
  IdCard,
  KeyRound,
  LogIn,
  LogOut,
  type LucideIcon,
  Mail,
  Package,
  ScrollText,
  ShieldCheck,
  SlidersHorizontal,
  User,
  Users,
} from "lucide-react";
import { useTranslations } from "next-intl";

const icons: Record<string, LucideIcon> = {
  access: Ban,
  account: Building2,
  "api-key": KeyRound,
  "service-id": IdCard,
  "service-id-group": IdCard,
  policy: FilePen,
  role: FilePen,
  namespace: Package,
  membership: Users,
  "access-group": Users,
  invitation: Mail,
  user: User,
  "sign-in": LogIn,
  "sign-out": LogOut,
  session: LogOut,
  region: Globe,
  "signing-key": ShieldCheck,
  audit: ScrollText,
  usage: ScrollText,
  "alert-settings": Bell,
  "credential-report": ScrollText,
  "inactive-report": ScrollText,
  site: SlidersHorizontal,
};

/** What an audit item's action begins with: `api-key` of `api-key.create`. */
export const auditKind = (action: string): string => action.split(".", 1)[0] ?? action;

/** A picture for what an action is about. */
export const auditIcon = (action: string): LucideIcon => icons[auditKind(action)] ?? FileText;

/** "Key created"; an action without words of its own keeps its code. */
export function useAuditAction(): (action: string) => string {
  const t = useTranslations("audit");
  return (action) => {
    if (action === "sign-out") return t("signOut");
    if (action === "sign-out.everywhere") return t("signOutEverywhere");
    const key = `actions.${action}` as "actions.api-key.create";
    return t.has(key) ? t(key) : action;
  };
}
