// Run by Trunk after each release build: puts functions that look alike beside each other, because a program in this order
// compresses better. Functions are called by their place, so each place in the program is changed too; nothing else is.
// usage: node scripts/order-functions.mjs PROGRAM.wasm
import { readFileSync, writeFileSync } from "node:fs";
import { CODE, ELEMENTS, EXPORTS, FUNCTION, FUNCTIONS, IMPORTS, Reader, rewritten, START, written } from "./wasm.mjs";

const CALL = 0x10;
const REF_FUNC = 0xd2;
const PREFIX = 0xfc;

// What follows an instruction, from the first to the last one of each kind. (W3C, WebAssembly Core 2.0, 5.4: Instructions.)
const nothing = () => {};
const numbers = (count) => (reader) => {
  for (let i = 0; i < count; i++) reader.number();
};
const bytes = (count) => (reader) => reader.take(count);
const list = (more) => (reader) => numbers(reader.number() + more)(reader);
const OPERANDS = [
  [0x00, 0x01, nothing], // unreachable, nop
  [0x02, 0x04, numbers(1)], // block, loop, if: a type
  [0x05, 0x05, nothing], // else
  [0x0b, 0x0b, nothing], // end
  [0x0c, 0x0d, numbers(1)], // br, br_if
  [0x0e, 0x0e, list(1)], // br_table: labels, and the default
  [0x0f, 0x0f, nothing], // return
  [0x11, 0x11, numbers(2)], // call_indirect: type, table
  [0x1a, 0x1b, nothing], // drop, select
  [0x1c, 0x1c, list(0)], // select with types
  [0x20, 0x26, numbers(1)], // locals, globals, table.get, table.set
  [0x28, 0x3e, numbers(2)], // loads and stores: alignment, offset
  [0x3f, 0x42, numbers(1)], // memory.size, memory.grow, i32.const, i64.const
  [0x43, 0x43, bytes(4)], // f32.const
  [0x44, 0x44, bytes(8)], // f64.const
  [0x45, 0xc4, nothing], // arithmetic
  [0xd0, 0xd0, numbers(1)], // ref.null
  [0xd1, 0xd1, nothing], // ref.is_null
];
const PREFIXED = [
  [0, 7, nothing], // conversions that saturate
  [8, 8, numbers(2)], // memory.init
  [9, 9, numbers(1)], // data.drop
  [10, 10, numbers(2)], // memory.copy
  [11, 11, numbers(1)], // memory.fill
  [12, 12, numbers(2)], // table.init
  [13, 13, numbers(1)], // elem.drop
  [14, 14, numbers(2)], // table.copy
  [15, 17, numbers(1)], // table.grow, table.size, table.fill
];
const skip = (table, code, reader) => {
  const row = table.find(([first, last]) => first <= code && code <= last);
  if (!row) throw new Error(`scripts/order-functions.mjs does not know the instruction ${code.toString(16)} yet.`);
  row[2](reader);
};

// A function's code in pieces: bytes, and between them the number of a function, over and over.
const pieces = (code) => {
  const reader = new Reader(code);
  // Locals: how many, of which type.
  for (let groups = reader.number(); groups > 0; groups--) numbers(2)(reader);
  const found = [];
  let from = 0;
  while (!reader.done) {
    const instruction = reader.byte();
    if (instruction === CALL || instruction === REF_FUNC) {
      found.push(code.subarray(from, reader.at), reader.number());
      from = reader.at;
    } else if (instruction === PREFIX) skip(PREFIXED, reader.number(), reader);
    else skip(OPERANDS, instruction, reader);
  }
  return [...found, code.subarray(from)];
};

const file = process.argv[2];
const program = readFileSync(file);

let imported = 0;
let types = [];
let codes = [];
rewritten(program, {
  [IMPORTS]: (reader) => {
    imported = reader.number();
    for (let i = 0; i < imported; i++) {
      reader.text();
      reader.text();
      if (reader.byte() !== FUNCTION) throw new Error("Only functions can be imported so far.");
      reader.number();
    }
    return [];
  },
  [FUNCTIONS]: (reader) => {
    types = Array.from({ length: reader.number() }, () => reader.number());
    return [];
  },
  [CODE]: (reader) => {
    codes = Array.from({ length: reader.number() }, () => pieces(reader.take(reader.number())));
    return [];
  },
});

// By type, and then by what they do, whatever they call.
const functions = codes.map((code, i) => ({ code, type: types[i], old: imported + i, looks: Buffer.concat(code.filter((piece) => typeof piece !== "number")) }));
functions.sort((a, b) => a.type - b.type || Buffer.compare(a.looks, b.looks) || a.old - b.old);
const moved = new Map(functions.map((f, i) => [f.old, imported + i]));
const place = (old) => written(moved.get(old) ?? old);

const ordered = rewritten(program, {
  [FUNCTIONS]: () => [written(functions.length), ...functions.map((f) => written(f.type))],
  [EXPORTS]: (reader) => {
    const entries = reader.number();
    const made = [written(entries)];
    for (let i = 0; i < entries; i++) {
      let kind = FUNCTION;
      made.push(
        reader.copied(() => {
          reader.text();
          kind = reader.byte();
        }),
      );
      const number = reader.number();
      made.push(kind === FUNCTION ? place(number) : written(number));
    }
    return made;
  },
  [START]: (reader) => [place(reader.number())],
  [ELEMENTS]: (reader) => {
    const segments = reader.number();
    const made = [written(segments)];
    for (let i = 0; i < segments; i++) {
      let entries = 0;
      made.push(
        reader.copied(() => {
          // The one kind that compilers write: table 0, from a constant place on.
          if (reader.number() !== 0 || reader.byte() !== 0x41) throw new Error("Only tables of the simplest kind are known so far.");
          reader.number();
          reader.byte();
          entries = reader.number();
        }),
      );
      for (let n = 0; n < entries; n++) made.push(place(reader.number()));
    }
    return made;
  },
  [CODE]: () => [
    written(functions.length),
    ...functions.map((f) => {
      const code = Buffer.concat(f.code.map((piece) => Buffer.from(typeof piece === "number" ? place(piece) : piece)));
      return Buffer.concat([Buffer.from(written(code.length)), code]);
    }),
  ],
});
if (!WebAssembly.validate(ordered)) throw new Error("scripts/order-functions.mjs made a program that is not valid.");
writeFileSync(file, ordered);
