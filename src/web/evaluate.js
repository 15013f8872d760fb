// The model as a module for scripts and other sites, under a name that stays the same:
//   import init, { evaluate } from "https://example.org/sizing/evaluate.js";
//   await init();
//   const result = JSON.parse(evaluate("a=100000&q=1000"));
// `init` fetches the program; without a fetch (Node.js) give it the bytes: init({ module_or_path: bytes }).
// `evaluate` takes a share link's fragment without `#` and returns the whole result as JSON. It never throws: what could
// not be read is listed in `notices`.
export { default, evaluate } from "./stemedb-sizing.js";
