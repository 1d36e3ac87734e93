import { readFileSync, statSync } from "node:fs";
import type { LoadHookSync, ResolveHookSync } from "node:module";
import { fileURLToPath } from "node:url";
import { compileForTest, hasDecorators, isTypeScript } from "./compile-for-test.ts";

/** What a relative import may leave out or call otherwise, as in a service file: `./helper` and `./helper.js` may mean `./helper.ts`. */
const otherNames: readonly (readonly [RegExp, string])[] = [
  [/\.js$/, ".ts"],
  [/\.mjs$/, ".mts"],
  [/$/, ".ts"],
  [/$/, ".js"],
  [/\/?$/, "/index.ts"],
  [/\/?$/, "/index.js"],
];

// Both hooks pass on what the next one gives, so that Node may call them in the old, asynchronous way, too.

/** Finds what a module imports, also by the names that a service file may use. */
export const resolve: ResolveHookSync = (specifier, context, nextResolve) => nextResolve(realName(specifier, context.parentURL), context);

/** Compiles TypeScript, and JavaScript with decorators, as the app does. */
export const load: LoadHookSync = (url, context, nextLoad) => {
  if (!/^file:.*\.m?[jt]s(?:[?#]|$)/.test(url) || url.includes("/node_modules/")) return nextLoad(url, context);
  const file = fileURLToPath(url);
  const text = readFileSync(file, "utf8");
  if (!isTypeScript(file) && !hasDecorators(file, text)) return nextLoad(url, context);
  const { code, map } = compileForTest(file, text);
  const mapUrl = `data:application/json;base64,${Buffer.from(map).toString("base64")}`;
  return { format: "module", source: `${code}\n//# sourceMappingURL=${mapUrl}\n`, shortCircuit: true };
};

function realName(specifier: string, parentUrl: string | undefined): string {
  if (!/^\.\.?\//.test(specifier) || parentUrl?.startsWith("file:") !== true) return specifier;
  const exists = (name: string): boolean => statSync(new URL(name, parentUrl), { throwIfNoEntry: false })?.isFile() === true;
  if (exists(specifier)) return specifier;
  const candidates = otherNames.filter(([pattern]) => pattern.test(specifier)).map(([pattern, other]) => specifier.replace(pattern, other));
  return candidates.find(exists) ?? specifier;
}
