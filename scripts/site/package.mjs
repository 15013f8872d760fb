// Makes a folder that "npm pack" takes, from the files of the release build: the model as a module, its WebAssembly, the element, types,
// schemas.
import fs from "node:fs";
import path from "node:path";

/** What the module and its WebAssembly are called in the package, without the fingerprints that they have in dist/. */
const PROGRAM = "stemedb-sizing";

const manifest = (version) => ({
  name: "stemedb-sizing",
  version,
  description: "The sizing model of StemeDB: from a scenario to machines, disks, costs and a plan",
  type: "module",
  sideEffects: ["./element.js", "./node.js"],
  exports: {
    ".": { types: "./index.d.ts", node: "./node.js", default: "./index.js" },
    "./wasm": "./stemedb-sizing_bg.wasm",
    "./element": { types: "./embed.d.ts", default: "./element.js" },
    "./react": { types: "./react.d.ts" },
    "./vue": { types: "./vue.d.ts" },
    "./result.schema.json": "./result.schema.json",
    "./inputs.schema.json": "./inputs.schema.json",
  },
  engines: { node: ">=20" },
});

/** Writes the package into `folder`. `sources` are the files of the site by the names that their authors gave them. */
export const writePackage = (folder, sources, version, root) => {
  const files = new Map();
  for (const [name, as] of [
    [`${PROGRAM}.js`, `${PROGRAM}.js`],
    [`${PROGRAM}_bg.wasm`, `${PROGRAM}_bg.wasm`],
    ["embed.js", "element.js"],
    ["licences.txt", "licences.txt"],
    ["model.d.ts", "model.d.ts"],
    ["embed.d.ts", "embed.d.ts"],
    ["result.schema.json", "result.schema.json"],
    ["inputs.schema.json", "inputs.schema.json"],
  ]) {
    if (!sources.has(name)) throw new Error(`The package wants ${name}, which there is not`);
    files.set(as, sources.get(name));
  }
  const own = path.join(root, "scripts/site/npm");
  for (const name of fs.readdirSync(own)) files.set(name, fs.readFileSync(path.join(own, name)));
  for (const name of ["react.d.ts", "vue.d.ts"]) files.set(name, fs.readFileSync(path.join(root, "src/web/types", name)));
  files.set("package.json", `${JSON.stringify(manifest(version), null, 2)}\n`);
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of files) fs.writeFileSync(path.join(folder, name), bytes);
};
