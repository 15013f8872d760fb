// The model for pages and bundlers: `await load()` before anything else.
import init, { initSync, evaluate as json } from "./stemedb-sizing.js";

export { initSync };

/** Fetches and starts the program. */
export const load = async (source) => {
  await init(source === undefined ? undefined : { module_or_path: source });
};

/** Sizes a scenario. */
export const evaluate = (inputs) => JSON.parse(json(typeof inputs === "string" ? inputs : new URLSearchParams(inputs).toString()));
