// The page's content security policy stands in index.html and nowhere else: this puts it into the sample for nginx. _headers gets
// it when the site is made (make.mjs).
// usage: node scripts/site/policy.mjs           writes it
//        node scripts/site/policy.mjs --check   only says whether it is there
import fs from "node:fs";
import { policy } from "./html.mjs";

const SAMPLE = "hosting/nginx.conf";
const HEADER = /(add_header Content-Security-Policy ")[^"]*(; frame-ancestors \*" always;)/;

const before = fs.readFileSync(SAMPLE, "utf8");
if (!HEADER.test(before)) throw new Error(`${SAMPLE} has no line like ${HEADER}`);
const after = before.replace(HEADER, (_, start, end) => start + policy(fs.readFileSync("index.html", "utf8")) + end);
if (!process.argv.includes("--check")) fs.writeFileSync(SAMPLE, after);
else if (after !== before) {
  console.error(`${SAMPLE} has another policy than index.html; run node scripts/site/policy.mjs`);
  process.exitCode = 1;
}
