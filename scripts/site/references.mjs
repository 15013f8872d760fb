// Where the files of the page name each other. Nobody has to list them: a text in quotes, an attribute or a url() that is the
// name of a file is a reference to it.
import path from "node:path";

const QUOTED = /(["'`])((?:\.\/)?[\w./-]+\.\w+)\1/g;
const PATTERNS = { ".js": QUOTED, ".webmanifest": QUOTED, ".css": /url\((["']?)([^"')]+)\1\)/g };
const TAG = /<[a-z][^>]*>/gi;
const ATTRIBUTE = /(\s(?:href|src|data-[\w-]+)=)("[^"]*"|'[^']*'|[^\s>]+)/gi;

/**
 * The text with every reference replaced by what `rename` returns for it; what it returns nothing for stays.
 * `rename` gets the path from the root of the site, without `./`.
 */
export const replaceReferences = (name, text, rename) => {
  const folder = path.posix.dirname(name);
  const replace = (reference) => {
    const renamed = rename(path.posix.join(folder, reference));
    if (renamed === undefined) return reference;
    const from = path.posix.relative(folder, renamed);
    return reference.startsWith("./") ? `./${from}` : from;
  };
  if (name.endsWith(".html")) {
    return text.replace(TAG, (tag) =>
      tag.replace(ATTRIBUTE, (_, start, value) => {
        const quote = /^["']/.test(value) ? value[0] : "";
        return start + quote + replace(quote ? value.slice(1, -1) : value) + quote;
      }),
    );
  }
  const pattern = PATTERNS[path.posix.extname(name)];
  return pattern ? text.replace(pattern, (whole, _quote, reference) => whole.replace(reference, () => replace(reference))) : text;
};

/** Whether a file's text may name others. */
export const mayRefer = (name) => name.endsWith(".html") || path.posix.extname(name) in PATTERNS;
