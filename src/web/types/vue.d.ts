// <stemedb-sizing> in Vue's templates: import type {} from "stemedb-sizing/vue".
import type { DefineComponent } from "vue";
import type { SizingAttributes } from "./embed.d.ts";

declare module "vue" {
  interface GlobalComponents {
    "stemedb-sizing": DefineComponent<SizingAttributes>;
  }
}
