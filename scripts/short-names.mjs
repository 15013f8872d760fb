// Run by Trunk after each release build: shortens the names by which the program and its script find each other's functions.
// wasm-bindgen puts a hash into each, which no compression gets rid of, and writes each of them twice.
// usage: node scripts/short-names.mjs FOLDER
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const IMPORTS = 2;
const EXPORTS = 7;
// The hash of what is imported, or of the crate that something exported stands in.
const LONG = /\b(?:__wbg_\w+_[0-9a-f]{16}|__wbindgen_generic_[0-9a-f]{16}|wasm_bindgen_[0-9a-f]{16}_\w+)\b/g;

const folder = process.argv[2];
const only = (ending) => {
  const found = readdirSync(folder).filter((name) => name.endsWith(ending));
  if (found.length !== 1) throw new Error(`There are ${found.length} files *${ending} in ${folder}.`);
  return join(folder, found[0]);
};
const wasm = only("_bg.wasm");
const script = wasm.replace("_bg.wasm", ".js");

// Sorted, as they stand in the script, so that they compress well.
const source = readFileSync(script, "utf8");
const long = [...new Set(source.match(LONG))].sort();
const short = new Map(long.map((name, i) => [name, `_${i.toString(36)}`]));

const bytes = readFileSync(wasm);
let at = 8;
const number = () => {
  for (let value = 0, shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value |= (byte & 127) << shift;
    if (byte < 128) return value;
  }
};
const written = (value) => (value < 128 ? [value] : [(value & 127) | 128, ...written(value >>> 7)]);
const text = () => {
  const length = number();
  at += length;
  return bytes.toString("utf8", at - length, at);
};
const name = () => {
  const old = text();
  const now = Buffer.from(short.get(old) ?? old);
  return [...written(now.length), ...now];
};
// What stands between two names: kind, index, and for anything but a function more than that.
const copied = (read) => {
  const from = at;
  read();
  return bytes.subarray(from, at);
};
const functionImport = () => {
  if (bytes[at++] !== 0) throw new Error("Only functions can be imported so far.");
  number();
};
const exported = () => {
  at++;
  number();
};

const made = [bytes.subarray(0, 8)];
while (at < bytes.length) {
  const id = bytes[at++];
  const size = number();
  const end = at + size;
  let section = [bytes.subarray(at, end)];
  if (id === IMPORTS || id === EXPORTS) {
    const entries = number();
    section = [Buffer.from(written(entries))];
    for (let i = 0; i < entries; i++) {
      if (id === IMPORTS) section.push(Buffer.from(name()), Buffer.from(name()), copied(functionImport));
      else section.push(Buffer.from(name()), copied(exported));
    }
  }
  at = end;
  const body = Buffer.concat(section);
  made.push(Buffer.from([id, ...written(body.length)]), body);
}
writeFileSync(script, source.replace(LONG, (name) => short.get(name)));
writeFileSync(wasm, Buffer.concat(made));
