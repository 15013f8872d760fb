import { evaluate, load } from "stemedb-sizing";
import wasm from "stemedb-sizing/wasm";

await load(wasm);
console.log(evaluate("a=100000&q=1000").nodes);
