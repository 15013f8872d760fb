// The model for Node.js: it is there at once.
import { readFileSync } from "node:fs";

import { initSync } from "./stemedb-sizing.js";

initSync({ module: readFileSync(new URL("./stemedb-sizing_bg.wasm", import.meta.url)) });

export { evaluate, initSync, load } from "./index.js";
