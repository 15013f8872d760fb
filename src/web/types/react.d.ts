// <stemedb-sizing> in JSX: import type {} from "stemedb-sizing/react".
import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { SizingAttributes, StemedbSizing } from "./embed.d.ts";

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "stemedb-sizing": Omit<DetailedHTMLProps<HTMLAttributes<StemedbSizing>, StemedbSizing>, keyof SizingAttributes> & SizingAttributes;
    }
  }
}
