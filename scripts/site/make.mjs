// Makes a site of static files, ready for any host, from the release build.
// usage: node scripts/site/make.mjs DIST SITE [PACKAGE]        (the folders SITE and PACKAGE, for npm, are replaced)
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";
import { fileURLToPath } from "node:url";

import { integrity, sha256 } from "./hashes.mjs";
import { complete, policy, withIntegrity } from "./html.mjs";
import { licences } from "./licences.mjs";
import { writePackage } from "./package.mjs";
import { mayRefer, replaceReferences } from "./references.mjs";
import { interfaces } from "./types.mjs";

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
// Names that others know, and that therefore stay as they are. Everything else carries a fingerprint of its content.
const STABLE = ["embed.js", "evaluate.js", "licences.txt", "manifest.webmanifest", "sw.js", "version.json"];
// What programmers read; no visitor's browser keeps it.
const forProgrammers = (name) => /\.(d\.ts|schema\.json)$/.test(name);
const isStable = (name) => STABLE.includes(name) || name.endsWith(".html") || forProgrammers(name);
const FINGERPRINT_OF_TRUNK = /-[0-9a-f]{12,16}(?=(_bg)?\.\w+$)/;
const COMPRESSIBLE = /\.(css|html|js|json|svg|ts|txt|wasm|webmanifest)$/;
// Written by scripts/dist.sh from the Rust types.
const SCHEMAS = ["result", "inputs"];

const [dist, site, npm] = process.argv.slice(2).map((folder) => path.resolve(folder));
if (!site) throw new Error("usage: node scripts/site/make.mjs DIST SITE");

const filesBelow = (folder) =>
  fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath ?? entry.path, entry.name)).replaceAll(path.sep, "/"));

const minified = (source) => execFileSync("esbuild", ["--minify", "--target=es2022"], { input: source });

/**
 * The page with the calculator's own address beside each 'self' of its policy, if the variable ORIGIN has one: in a frame without an
 * origin, WebKit lets 'self' stand for nothing.
 */
const withOrigin = (html) => {
  if (!process.env.ORIGIN) return html;
  const { origin } = new URL(process.env.ORIGIN);
  const before = policy(html);
  return html.replace(before, () => before.replaceAll("'self'", `'self' ${origin}`));
};

/** All files by the names that their authors gave them, with the names that they have in dist/ as second names. */
const collect = () => {
  const sources = new Map();
  const second = new Map();
  const add = (name, bytes) => {
    if (sources.has(name)) throw new Error(`there are two files ${name}`);
    sources.set(name, bytes);
  };
  for (const file of filesBelow(dist)) {
    const name = file.replace(FINGERPRINT_OF_TRUNK, "");
    add(name, fs.readFileSync(path.join(dist, file)));
    second.set(file, name);
  }
  const own = (name) => fs.readFileSync(path.join(ROOT, "src/web", name));
  for (const name of ["evaluate.js", "icon-192.png", "icon-512.png", "manifest.webmanifest"]) add(name, own(name));
  add("offline.js", minified(own("offline.js")));
  for (const name of ["embed.d.ts", "evaluate.d.ts"]) add(name, own(`types/${name}`));
  const schemas = SCHEMAS.map((name) => fs.readFileSync(path.join(ROOT, `target/schema/${name}.schema.json`)));
  SCHEMAS.forEach((name, i) => {
    add(`${name}.schema.json`, schemas[i]);
  });
  add("model.d.ts", Buffer.from(schemas.map((schema) => interfaces(JSON.parse(schema))).join("\n")));
  add("licences.txt", Buffer.from(licences(ROOT)));
  sources.set("index.html", Buffer.from(withOrigin(complete(sources.get("index.html").toString(), own("head.html").toString(), own("footer.html").toString()))));
  return { sources, second };
};

/** The files as they are published, by their final names. */
const publish = ({ sources, second }) => {
  const published = new Map();
  const names = new Map();
  const pending = [];

  // A fingerprint is that of the content with all references in it, so what is referred to comes first.
  const finalName = (name) => {
    if (isStable(name)) return name;
    if (!names.has(name)) {
      if (pending.includes(name)) throw new Error(`${[...pending, name].join(" -> ")}: files that refer to each other cannot carry fingerprints`);
      pending.push(name);
      const bytes = content(name);
      pending.pop();
      const { dir, name: stem, ext } = path.posix.parse(name);
      const final = path.posix.join(dir, `${stem}-${sha256(bytes).slice(0, 16)}${ext}`);
      published.set(final, bytes);
      names.set(name, final);
    }
    return names.get(name);
  };
  const content = (name) => {
    const bytes = sources.get(name);
    if (!mayRefer(name)) return bytes;
    const rename = (target) => {
      const known = second.get(target) ?? target;
      return sources.has(known) && known !== name ? finalName(known) : undefined;
    };
    return Buffer.from(replaceReferences(name, bytes.toString(), rename));
  };

  for (const name of sources.keys()) {
    if (isStable(name)) published.set(name, content(name));
    else finalName(name);
  }
  const page = withIntegrity(published.get("index.html").toString(), (name) => {
    if (!published.has(name)) throw new Error(`index.html names ${name}, which there is not`);
    return published.get(name);
  });
  published.set("index.html", Buffer.from(page));
  return published;
};

const sorted = (map) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));

/** The service worker, which keeps exactly these files, and the version that they make. */
const worker = (published) => {
  const template = fs.readFileSync(path.join(ROOT, "src/web/sw.js"), "utf8");
  const kept = sorted(published).filter(([name]) => !forProgrammers(name));
  const all = kept.map(([name, bytes]) => [name === "index.html" ? "./" : `./${name}`, integrity(bytes), isStable(name) ? 1 : 0]);
  const version = sha256(JSON.stringify(all) + template).slice(0, 16);
  const filled = template.replace("__VERSION__", version).replace("[/* __FILES__ */]", () => JSON.stringify(all));
  if (filled === template || filled.includes("__")) throw new Error("src/web/sw.js has other places to fill in than are filled in here");
  return { version, script: minified(filled) };
};

const git = (...args) => {
  try {
    return execFileSync("git", ["-C", ROOT, ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    // The sources may have come as an archive.
    return undefined;
  }
};

/** The files of a provider's folder in data/ that have no prices. */
const NO_PRICES = ["provider.toml", "regions.toml", "limits.toml"];

const folders = (parent) => fs.readdirSync(parent, { withFileTypes: true }).filter((entry) => entry.isDirectory());

/** What was built from what: see docs/hosting.md. */
const versionFile = (published, compressed, site_version) => {
  const first = (file, pattern) => {
    const found = pattern.exec(fs.readFileSync(path.join(ROOT, file), "utf8"));
    if (!found) throw new Error(`${file} has nothing like ${pattern}`);
    return found[1];
  };
  const prices = {};
  for (const { name } of folders(path.join(ROOT, "data"))) {
    const folder = path.join(ROOT, "data", name);
    const files = fs.readdirSync(folder).filter((file) => file.endsWith(".toml") && !NO_PRICES.includes(file));
    const texts = files.map((file) => fs.readFileSync(path.join(folder, file), "utf8"));
    const dates = [...texts.join("").matchAll(/\bread = "([\d-]+)"/g)].map(([, date]) => date).sort();
    prices[name] = { oldest: dates.at(0), newest: dates.at(-1) };
  }
  const commit = git("rev-parse", "HEAD");
  const changed = commit === undefined ? undefined : git("status", "--porcelain", "--untracked-files=no") !== "";
  return {
    name: first("Cargo.toml", /^name = "([^"]+)"/m),
    version: first("Cargo.toml", /^version = "([^"]+)"/m),
    commit: commit ?? null,
    changed_since_commit: changed ?? null,
    model_version: Number(first("crates/model/src/guide/coefficients.rs", /MODEL_VERSION: u32 = (\d+);/)),
    prices_read: prices,
    site_version,
    files: sorted(published).map(([path, bytes]) => ({
      path,
      bytes: bytes.length,
      brotli_bytes: compressed.get(`${path}.br`)?.length ?? null,
      sha256: sha256(bytes),
    })),
  };
};

/** The compressed forms that a server can send as they are. */
const compress = (files) => {
  const compressed = new Map();
  for (const [name, bytes] of files) {
    if (!COMPRESSIBLE.test(name)) continue;
    const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN, BROTLI_PARAM_SIZE_HINT } = zlib.constants;
    const params = { [BROTLI_PARAM_QUALITY]: 11, [BROTLI_PARAM_LGWIN]: 22, [BROTLI_PARAM_SIZE_HINT]: bytes.length };
    compressed.set(`${name}.br`, zlib.brotliCompressSync(bytes, { params }));
    compressed.set(`${name}.gz`, zlib.gzipSync(bytes, { level: 9 }));
  }
  return compressed;
};

/** The headers for hosts that read them from a file: the sample's, and how long each file may be kept. */
const headers = (published) => {
  const caching = sorted(published).map(([name]) => {
    const value = isStable(name) ? "no-cache" : "public, max-age=31536000, immutable";
    return `${name === "index.html" ? "/" : `/${name}`}\n  Cache-Control: ${value}\n`;
  });
  const sample = fs.readFileSync(path.join(ROOT, "hosting/_headers"), "utf8");
  return sample.replace("{the policy of index.html}", () => policy(published.get("index.html").toString())) + caching.join("");
};

const collected = collect();
const published = publish(collected);
const { version, script } = worker(published);
published.set("sw.js", script);
const compressed = compress(published);
const description = Buffer.from(`${JSON.stringify(versionFile(published, compressed, version), null, 2)}\n`);
published.set("version.json", description);
for (const [name, bytes] of compress([["version.json", description]])) compressed.set(name, bytes);
const files = new Map([...published, ...compressed, ["_headers", Buffer.from(headers(published))]]);

fs.rmSync(site, { recursive: true, force: true });
for (const [name, bytes] of files) {
  const file = path.join(site, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, bytes);
}
if (npm) writePackage(npm, collected.sources, JSON.parse(description).version, ROOT);
const bytes = [...published.values()].reduce((sum, { length }) => sum + length, 0);
console.log(`${published.size} files, ${Math.round(bytes / 1000)} kB, version ${version}`);
