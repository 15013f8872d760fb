// Types of evaluate.js.
export type * from "./model.d.ts";

/** The program: an address, its bytes, or a module. */
export type Source = string | URL | Request | Response | BufferSource | WebAssembly.Module;

/** Fetches and starts the program; without an argument, the one beside this file. Once is enough. */
export default function init(source?: { module_or_path: Source | Promise<Source> }): Promise<unknown>;

/**
 * Sizes a scenario: takes a share link's fragment, returns a `Result` as JSON. It never throws; what could not be read is in
 * `notices`.
 */
export function evaluate(fragment: string): string;
