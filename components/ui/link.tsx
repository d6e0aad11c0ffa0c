import NextLink from "next/link";
import type { ComponentProps } from "react";

/**
 * A way within the portal. Nothing is fetched ahead: who follows a link while its page's skeleton is still on the way
 * would see an empty page, without heading and title, until the answer is there (docs/decisions/009).
 */
export const Link = (props: ComponentProps<typeof NextLink>) => <NextLink {...props} prefetch={false} />;
