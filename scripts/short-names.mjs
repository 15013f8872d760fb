// Run by Trunk after each release build: shortens the names by which the program and its script find each other's functions.
// wasm-bindgen puts a hash into each, which no compression gets rid of, and writes each of them twice.
// usage: node scripts/short-names.mjs PROGRAM.wasm SCRIPT.js
import { readFileSync, writeFileSync } from "node:fs";
import { EXPORTS, FUNCTION, IMPORTS, rewritten, written } from "./wasm.mjs";

// The hash of what is imported, or of the crate that something exported stands in.
const LONG = /\b(?:__wbg_\w+_[0-9a-f]{16}|__wbindgen_generic_[0-9a-f]{16}|wasm_bindgen_[0-9a-f]{16}_\w+)\b/g;

const [program, script] = process.argv.slice(2);

// Sorted, as they stand in the script, so that they compress well.
const source = readFileSync(script, "utf8");
const long = [...new Set(source.match(LONG))].sort();
const short = new Map(long.map((name, i) => [name, `_${i.toString(36)}`]));

const name = (reader) => {
  const old = reader.text();
  const now = Buffer.from(short.get(old) ?? old);
  return [...written(now.length), ...now];
};
const functionImport = (reader) => {
  if (reader.byte() !== FUNCTION) throw new Error("Only functions can be imported so far.");
  reader.number();
};
const exported = (reader) => {
  reader.byte();
  reader.number();
};
// Names of each entry of a section, with what stands behind them as it is.
const renamed = (names, rest) => (reader) => {
  const entries = reader.number();
  const made = [written(entries)];
  for (let i = 0; i < entries; i++) {
    for (let n = 0; n < names; n++) made.push(name(reader));
    made.push(reader.copied(() => rest(reader)));
  }
  return made;
};

writeFileSync(script, source.replace(LONG, (name) => short.get(name)));
writeFileSync(program, rewritten(readFileSync(program), { [IMPORTS]: renamed(2, functionImport), [EXPORTS]: renamed(1, exported) }));
