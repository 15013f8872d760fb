// What index.html has in a published site beyond what it has in dist/.
import { integrity } from "./hashes.mjs";

const attribute = (tag, name) => {
  const found = new RegExp(`\\s${name}=("[^"]*"|'[^']*'|[^\\s>]+)`, "i").exec(tag);
  return found?.[1].replace(/^["']|["']$/g, "");
};

/** The page with `head` at the end of its head and `footer` at the end of its footer. */
export const complete = (html, head, footer) => {
  for (const [end, addition] of [["</head>", head], ["</footer>", footer]]) {
    if (!html.includes(end)) throw new Error(`index.html has no ${end}`);
    html = html.replace(end, () => addition.trim() + end);
  }
  return html;
};

/** The page with the fingerprint of every script and style sheet that it names; `read` returns the bytes of a file. */
export const withIntegrity = (html, read) =>
  html.replace(/<(script|link)\b[^>]*>/gi, (tag, kind) => {
    const bare = tag.replace(/\s(?:data-)?integrity=("[^"]*"|'[^']*'|[^\s>]+)/gi, "");
    const rel = attribute(tag, "rel")?.toLowerCase();
    // Browsers check these. On icons and preloads by fetch they ignore it, and Chromium says so in its console.
    const checked = kind.toLowerCase() === "script" || rel === "stylesheet" || rel === "modulepreload";
    const target = attribute(tag, kind.toLowerCase() === "script" ? "src" : "href");
    if (!checked || target === undefined) return bare;
    // A sandboxed frame is of another origin than its own files, and may check only what it asks for with CORS.
    const cors = attribute(tag, "crossorigin") === undefined && !/\scrossorigin\b/i.test(tag) ? " crossorigin" : "";
    return bare.replace(/\s*\/?>$/, `${cors} integrity="${integrity(read(target.replace(/^\.\//, "")))}">`);
  });

/** The policy that the page carries in its head. */
export const policy = (html) => {
  const meta = html.match(/<meta\b[^>]*>/gi).find((tag) => attribute(tag, "http-equiv") === "Content-Security-Policy");
  return attribute(meta, "content");
};
