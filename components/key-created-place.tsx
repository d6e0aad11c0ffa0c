"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import {
  createContext,
  lazy,
  type ReactNode,
  Suspense,
  useContext,
  useEffect,
  useRef,
  useState,
} from "react";
import type { CreatedKey } from "./key-created";
import type { KeyAccess } from "./login-commands";
import { PageTitle } from "./page-title";
import type { RegionChoice } from "./region-name";

const view = () => import("./key-created");
const KeyCreated = lazy(async () => ({ default: (await view()).KeyCreated }));

const ShowContext = createContext<(created: CreatedKey) => void>(() => {});

/** Puts the view of a new key in the place of the page around it. */
export const useShowCreatedKey = () => useContext(ShowContext);

type KeyCreatedPlaceProps = {
  regions: readonly RegionChoice[];
  namespaces: KeyAccess["namespaces"];
  children: ReactNode;
};

/**
 * A page that makes keys. A new key's value lives in this component's memory and nowhere else, so its view can't
 * have an address: it takes the page's place, and Back leads from it to the page.
 */
export function KeyCreatedPlace({ regions, namespaces, children }: KeyCreatedPlaceProps) {
  const router = useRouter();
  const t = useTranslations("api-keys.created");
  const [created, setCreated] = useState<CreatedKey>();
  const [saved, setSaved] = useState(false);
  const [leaving, setLeaving] = useState(false);

  const onBack = () => {
    if (saved) return back();
    // Back to where the key is, until the question is answered.
    window.history.pushState(null, "", window.location.href);
    setLeaving(true);
  };
  const latest = useRef(onBack);
  useEffect(() => {
    latest.current = onBack;
  });
  useEffect(() => {
    // Here before there is a key: its value is shown once, and no later fetch may come between.
    void view().catch(() => undefined);
  }, []);
  const shown = created !== undefined;
  useEffect(() => {
    if (!shown) return;
    // One listener all the time: Next renders during the event, and a listener added then would miss it.
    const listener = () => latest.current();
    window.addEventListener("popstate", listener);
    return () => window.removeEventListener("popstate", listener);
  }, [shown]);

  /** The page comes back, and the new key comes into it. */
  const back = () => {
    setCreated(undefined);
    setLeaving(false);
    router.refresh();
  };

  const show = (next: CreatedKey) => {
    window.history.pushState(null, "", window.location.href);
    setSaved(false);
    setCreated(next);
  };
  if (!created) return <ShowContext value={show}>{children}</ShowContext>;
  return (
    <Suspense fallback={<PageTitle>{t("crumb")}</PageTitle>}>
      <KeyCreated
        key={created.id}
        created={created}
        regions={regions}
        namespaces={[...namespaces, ...(created.namespaceMade ? [created.namespaceMade] : [])]}
        onSaved={() => setSaved(true)}
        onDone={() => (saved ? window.history.back() : setLeaving(true))}
        leaving={leaving}
        onStay={() => setLeaving(false)}
        onLeave={() => {
          setSaved(true);
          back();
        }}
      />
    </Suspense>
  );
}
