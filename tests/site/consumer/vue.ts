import type {} from "stemedb-sizing/vue";
import type { GlobalComponents } from "vue";
export type Props = InstanceType<GlobalComponents["stemedb-sizing"]>["$props"];
export const props: Props = { scenario: "a=7000", height: 400 };
// @ts-expect-error no such theme
export const wrong: Props = { theme: "purple" };
