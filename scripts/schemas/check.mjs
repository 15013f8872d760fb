// Checks files for others against what these have published: a PrometheusRule against the validator that is generated
// from the types of the Prometheus operator, and with its interface; a dashboard with the types of Grafana's schema.
// usage: node check.mjs FOLDER RULE.json DASHBOARD.json    FOLDER has the packages of package.json
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, rulePath, dashboardPath] = process.argv.slice(2).map((path) => resolve(path));
const packages = join(folder, "node_modules");
const load = (path) => import(pathToFileURL(join(packages, path)));
const rule = JSON.parse(readFileSync(rulePath, "utf8"));
const dashboard = JSON.parse(readFileSync(dashboardPath, "utf8"));
const problems = [];

const operator = "@kubernetes-models/prometheus-operator";
const prefix = "ComGithubPrometheusOperatorPrometheusOperatorPkgApisMonitoringV1";
const { validate } = await load(`${operator}/_schemas/${prefix}PrometheusRule.js`);
if (!validate(rule)) problems.push(...validate.errors.map((e) => `${e.instancePath}: ${JSON.stringify(e)}`));

// TypeScript finds what a validator lets pass: fields that the types do not know.
const panel = (type) => join(packages, `@grafana/schema/dist/types/raw/composable/${type}/panelcfg/x/types.gen`);
const { panels = [], ...rest } = dashboard;
const source = `
import type { Dashboard, Panel } from "@grafana/schema";
import type { Options as Lines, FieldConfig } from ${JSON.stringify(panel("timeseries"))};
import type { Options as Figures } from ${JSON.stringify(panel("stat"))};
import type { IPrometheusRule } from "${operator}/monitoring.coreos.com/v1/PrometheusRule";
// JSON has the text of an enumeration, not its name.
type Plain<T> = T extends string ? \`\${T}\` : T extends (infer U)[] ? Plain<U>[] : T extends object ? { [K in keyof T]: Plain<T[K]> } : T;
export const rule: Plain<IPrometheusRule> = ${JSON.stringify(rule)};
export const dashboard: Plain<Omit<Dashboard, "panels">> = ${JSON.stringify(rest)};
${panels
  .map(({ options, ...shared }, i) => {
    const custom = shared.fieldConfig.defaults.custom;
    return `
export const panel${i}: Plain<Panel> = ${JSON.stringify(shared)};
export const options${i}: Plain<${shared.type === "stat" ? "Figures" : "Lines"}> = ${JSON.stringify(options)};
export const custom${i}: Plain<FieldConfig> = ${JSON.stringify(custom)};`;
  })
  .join("")}
`;
const work = mkdtempSync(join(tmpdir(), "schemas-"));
try {
  symlinkSync(packages, join(work, "node_modules"));
  const file = join(work, "files.ts");
  writeFileSync(file, source);
  const { default: ts } = await load("typescript/lib/typescript.js");
  const options = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  };
  for (const found of ts.getPreEmitDiagnostics(ts.createProgram([file], options))) {
    const near = found.start === undefined ? "" : source.slice(found.start, found.start + 80);
    problems.push(`${ts.flattenDiagnosticMessageText(found.messageText, "\n")} (${near})`);
  }
} finally {
  rmSync(work, { recursive: true });
}
if (problems.length > 0) {
  console.error(problems.join("\n"));
  process.exit(1);
}
