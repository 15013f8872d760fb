import type { Inputs, Result } from "./model.d.ts";

export type * from "./model.d.ts";

/**
 * Fetches and starts the program; without an argument, the one beside this file. Needed once before `evaluate`, but not in
 * Node.js, where it is there at once.
 */
export function load(source?: string | URL | Request | Response | BufferSource | WebAssembly.Module): Promise<void>;

/** The same, at once, from the program's bytes or a module. */
export function initSync(source: { module: BufferSource | WebAssembly.Module }): unknown;

/**
 * Sizes a scenario: a share link's fragment, or inputs by their keys. It throws nothing because of what they say; what could not
 * be read is in `notices`.
 */
export function evaluate(inputs: string | Inputs): Result;
