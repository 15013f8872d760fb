import { evaluate, load, type Inputs, type Result } from "stemedb-sizing";
import type { MessageFromFrame, StemedbSizing } from "stemedb-sizing/element";
const inputs: Inputs = { a: 100000, q: 1000, n: "auto", "price.aws.m5.large": 0.08 };
const result: Result = evaluate(inputs);
console.log(result.nodes, result.ram.provision_gb, result.quotes[0]?.monthly_usd?.toFixed(0));
// @ts-expect-error no such field
console.log(result.no_such);
// @ts-expect-error no such key
const wrong: Inputs = { no_such: 1 };
await load();
export const listen = (element: StemedbSizing) => { element.addEventListener("change", (event) => console.log(event.detail.result.nodes)); element.height = 400; };
export const hear = (message: MessageFromFrame) => message.type === "resize" ? message.height : 0;
export const made = () => document.createElement("stemedb-sizing").getResult().then(({ scenario }) => scenario.length);
