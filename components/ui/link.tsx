import type { ComponentProps } from "react";

type LinkProps = ComponentProps<"a"> & {
  href: string;
  /** false: the window stays where it is, as for another view of the same list. */
  scroll?: boolean;
};

/**
 * A way within the portal: an anchor that `FollowLinks` follows without loading the document anew. Nothing is fetched
 * ahead: who follows a link while its page's skeleton is still on the way would see an empty page, without heading and
 * title, until the answer is there (docs/decisions/009).
 */
export const Link = ({ scroll = true, ...rest }: LinkProps) => (
  <a data-follow={scroll ? "top" : "stay"} {...rest} />
);
