"use client";

import NextLink from "next/link";
import { type ComponentProps, useState } from "react";

/**
 * A way within the portal. Where it leads is fetched ahead once it is pointed at or focused, not as soon as it is seen: a
 * page has dozens of them, and each is work for the server.
 */
export function Link({ onPointerEnter, onFocus, ...rest }: ComponentProps<typeof NextLink>) {
  const [meant, setMeant] = useState(false);
  return (
    <NextLink
      prefetch={meant ? null : false}
      {...rest}
      onPointerEnter={(event) => {
        setMeant(true);
        onPointerEnter?.(event);
      }}
      onFocus={(event) => {
        setMeant(true);
        onFocus?.(event);
      }}
    />
  );
}
