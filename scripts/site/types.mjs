// TypeScript's types from the JSON Schemas that the Rust types give: only what these schemas have.

const comment = (text, indent) => (text ? `${indent}/** ${text.replaceAll("*/", "* /").replace(/\s+/g, " ")} */\n` : "");
const key = (name) => (/^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name));

const type = (schema, indent) => {
  if (schema.$ref) return schema.$ref.replace("#/$defs/", "");
  if ("const" in schema) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (schema.anyOf) return [...new Set(schema.anyOf.map((one) => type(one, indent)))].join(" | ");
  if (Array.isArray(schema.type)) return schema.type.map((one) => type({ ...schema, type: one }, indent)).join(" | ");
  switch (schema.type) {
    case "integer":
    case "number":
      return "number";
    case "string":
    case "boolean":
    case "null":
      return schema.type;
    case "array": {
      const item = type(schema.items, indent);
      if (schema.minItems > 1 && schema.minItems === schema.maxItems) return `[${Array(schema.minItems).fill(item).join(", ")}]`;
      return /[ |]/.test(item) ? `(${item})[]` : `${item}[]`;
    }
    case "object": {
      if (!schema.properties) return `Record<string, ${type(schema.additionalProperties, indent)}>`;
      return body(schema, indent);
    }
    default:
      throw new Error(`There is no type for ${JSON.stringify(schema)}`);
  }
};

const body = (schema, indent) => {
  const inner = `${indent}  `;
  const fields = Object.entries(schema.properties).map(([name, field]) => {
    const optional = schema.required?.includes(name) ? "" : "?";
    return `${comment(field.description, inner)}${inner}${key(name)}${optional}: ${type(field, inner)};\n`;
  });
  // Of keys by a pattern TypeScript knows the start at most.
  for (const pattern of Object.keys(schema.patternProperties ?? {})) {
    const start = pattern.replace("^", "").replaceAll("\\", "");
    fields.push(`${inner}[key: \`${start}\${string}\`]: ${type(schema.patternProperties[pattern], inner)};\n`);
  }
  return `{\n${fields.join("")}${indent}}`;
};

/** The interfaces of a schema and of what it refers to. */
export const interfaces = (schema) => {
  const all = [[schema.title, schema], ...Object.entries(schema.$defs ?? {})];
  return all.map(([name, one]) => `${comment(one.description, "")}export interface ${name} ${body(one, "")}\n`).join("\n");
};
