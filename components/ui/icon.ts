import { type ComponentProps, createElement } from "react";

type IconData = { node: readonly (readonly [tag: string, attributes: Record<string, string | number>])[] };

type IconProps = Omit<ComponentProps<"svg">, "children"> & { size?: number };

/** An icon of Lucide's data. Every page loads this; Lucide's own (see next.config.js) is six times as large. */
export default function icon({ node }: IconData) {
  return ({ size = 24, ...rest }: IconProps) =>
    createElement(
      "svg",
      {
        ...{ width: size, height: size, viewBox: "0 0 24 24", fill: "none", stroke: "currentColor" },
        ...{ strokeWidth: 2, strokeLinecap: "round", strokeLinejoin: "round", ...rest },
      },
      ...node.map(([tag, attributes]) => createElement(tag, attributes)),
    );
}
