// Reads a list of { inputs, result } from standard input and says what of it the schemas do not allow: first as they are, then, so
// that a field that they do not know is found, with no other fields than theirs.
import { readFileSync } from "node:fs";
import Ajv from "ajv/dist/2020.js";

const read = (name) => JSON.parse(readFileSync(new URL(`./node_modules/stemedb-sizing/${name}.schema.json`, import.meta.url)));

const closed = (schema) => {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== "object" || schema === null) return schema;
  const all = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return schema.type === "object" && schema.properties && !("additionalProperties" in schema) ? { ...all, additionalProperties: false } : all;
};

const ajv = new Ajv({ strict: true, allErrors: true, allowUnionTypes: true });
const checks = { inputs: [ajv.compile(read("inputs"))], result: [ajv.compile(read("result")), ajv.compile(closed(read("result")))] };
const found = [];
let checked = 0;
for (const one of JSON.parse(readFileSync(0)))
  for (const [part, validators] of Object.entries(checks))
    for (const validate of validators) {
      checked++;
      if (!validate(one[part])) found.push(`${part} of ${one.result.fragment}: ${ajv.errorsText(validate.errors)}`);
    }
console.log(JSON.stringify({ checked, found }));
