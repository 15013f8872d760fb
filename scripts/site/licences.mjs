// The licences of everything that is compiled into the page's program, with their texts.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

const TARGET = "wasm32-unknown-unknown";
// Crates that offer a choice are used under the first of these that they offer.
const PREFERRED = ["MIT", "Zlib", "BSL-1.0", "Apache-2.0", "Unicode-3.0"];
const STANDARD_LIBRARY = ["cfg-if", "dlmalloc", "hashbrown"];

const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

const run = (program, ...args) => execFileSync(program, args, { encoding: "utf8", maxBuffer: 1 << 28 });

/** The crates that are linked in: no build scripts, no procedural macros, nothing that is only for tests. */
const linked = (root) => {
  const metadata = JSON.parse(
    run("cargo", "metadata", "--format-version=1", "--locked", `--filter-platform=${TARGET}`, `--manifest-path=${root}/Cargo.toml`),
  );
  const crates = new Map(metadata.packages.map((crate) => [crate.id, crate]));
  const nodes = new Map(metadata.resolve.nodes.map((node) => [node.id, node]));
  const found = new Set();
  const visit = (id) => {
    if (found.has(id) || crates.get(id).targets.some((target) => target.kind.includes("proc-macro"))) return;
    found.add(id);
    for (const { pkg, dep_kinds } of nodes.get(id).deps) if (dep_kinds.some(({ kind }) => kind === null)) visit(pkg);
  };
  visit(metadata.resolve.root);
  // What has no source is this project's own.
  const others = [...found].filter((id) => crates.get(id).source !== null);
  return others.map((id) => {
    const { name, version, license, authors, repository, manifest_path } = crates.get(id);
    return { name, version, licence: license, authors, repository, folder: path.dirname(manifest_path) };
  });
};

/** What the Rust compiler brings along, which the release build compiles anew. */
const standardLibrary = (crates) => {
  const sysroot = run("rustc", "--print", "sysroot").trim();
  const library = path.join(sysroot, "lib/rustlib/src/rust/library");
  const lock = fs.readFileSync(path.join(library, "Cargo.lock"), "utf8");
  // Where cargo has unpacked the crates of the page, it has unpacked these.
  const registry = path.dirname(crates[0].folder);
  const shared = STANDARD_LIBRARY.map((name) => {
    const version = new RegExp(`name = "${name}"\\nversion = "([^"]+)"`).exec(lock)?.[1] ?? "";
    const repository = `https://crates.io/crates/${name}`;
    return { name, version, licence: "MIT OR Apache-2.0", authors: [], repository, folder: path.join(registry, `${name}-${version}`) };
  });
  const version = /^rustc (\S+)/.exec(run("rustc", "--version"))[1];
  const repository = "https://github.com/rust-lang/rust";
  const authors = ["The Rust Project Developers"];
  return [
    { name: "The Rust standard library", version, licence: "MIT OR Apache-2.0", authors, repository },
    {
      name: "compiler_builtins",
      version: `of Rust ${version}`,
      licence: "MIT AND Apache-2.0 WITH LLVM-exception AND (MIT OR Apache-2.0)",
      authors,
      repository,
      folder: path.join(library, "compiler-builtins"),
    },
    ...shared,
  ];
};

/** The licence files of a crate that have to be passed on, as `[name, text]`. */
const texts = (crate) => {
  let files = [];
  if (crate.folder && fs.existsSync(crate.folder)) {
    files = fs.readdirSync(crate.folder).filter((file) => /^(licen[cs]e|copying|notice|unlicense)/i.test(file));
  }
  const choice = !crate.licence.includes("AND") && PREFERRED.find((name) => crate.licence.split(/\s+OR\s+|\//).includes(name));
  const chosen = choice && files.filter((file) => file.toUpperCase().includes(choice.split("-")[0].toUpperCase()) || /notice/i.test(file));
  const taken = chosen && chosen.length > 0 ? chosen : files;
  if (taken.length > 0) return taken.sort().map((file) => fs.readFileSync(path.join(crate.folder, file), "utf8").replaceAll("\r\n", "\n").trim());
  // Many crates of larger projects are published without the file that their project has.
  if (choice !== "MIT") throw new Error(`${crate.name} comes without the text of its licence, ${crate.licence}: see scripts/site/licences.mjs.`);
  const holders = crate.authors.length > 0 ? crate.authors.map((author) => author.replace(/\s*<.*>/, "")).join(", ") : `the authors of ${crate.name}`;
  return [`MIT License\n\nCopyright (c) ${holders}\n\n${MIT}`];
};

/** The whole list as plain text, for the project whose Cargo.toml is in `root`. */
export const licences = (root) => {
  const crates = linked(root);
  const all = [...crates, ...standardLibrary(crates)].sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
  const users = new Map();
  for (const crate of all) {
    for (const text of texts(crate)) {
      // The same words broken into other lines are the same text.
      const key = text.replace(/\s+/g, " ");
      const entry = users.get(key) ?? { text, names: new Set() };
      entry.names.add(crate.name);
      users.set(key, entry);
    }
  }
  const line = "-".repeat(100);
  const list = all.map(({ name, version, licence, repository }) => `${name} ${version}: ${licence}${repository ? ` (${repository})` : ""}`);
  const parts = [...users.values()].map(({ text, names }) => `${line}\n${[...names].join(", ")}\n${line}\n\n${text}\n`);
  return `What the StemeDB sizing calculator is built from, and its licences. Where there is a choice, the MIT licence is taken.\n\n${[...new Set(list)].join("\n")}\n\n${parts.join("\n")}`;
};
