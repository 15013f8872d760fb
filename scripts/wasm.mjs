// Reads and writes the binary format of WebAssembly, as far as the scripts beside this one need it.

export const IMPORTS = 2;
export const FUNCTIONS = 3;
export const EXPORTS = 7;
export const START = 8;
export const ELEMENTS = 9;
export const CODE = 10;

// What all programs begin with: a mark and the version.
const HEAD = 8;

// The kind of an import, export or element that is a function.
export const FUNCTION = 0;

// A number as the format writes it, in as few bytes as it takes (LEB128).
export const written = (value) => (value < 128 ? [value] : [(value & 127) | 128, ...written(value >>> 7)]);

// Reads bytes from the first to the last.
export class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  get done() {
    return this.at === this.bytes.length;
  }

  byte() {
    return this.bytes[this.at++];
  }

  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
  }

  // As many bytes as asked for.
  take(count) {
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }

  text() {
    return this.take(this.number()).toString();
  }

  // The bytes that the function reads.
  copied(read) {
    const from = this.at;
    read();
    return this.bytes.subarray(from, this.at);
  }
}

// The program once more, with those sections changed for which there is a function: it takes a section's reader and
// returns what stands there instead, as a list of bytes and of lists of bytes.
export const rewritten = (program, changes) => {
  const made = [program.subarray(0, HEAD)];
  const all = new Reader(program.subarray(HEAD));
  while (!all.done) {
    const id = all.byte();
    const section = all.take(all.number());
    const body = changes[id] ? Buffer.concat(changes[id](new Reader(section)).map((part) => Buffer.from(part))) : section;
    made.push(Buffer.from([id, ...written(body.length)]), body);
  }
  return Buffer.concat(made);
};
