import { expect, test } from "vitest";
import { explainAddonError, type Engine } from "./native-addon-error.ts";

const node: Engine = { name: "Node", version: "24.1.0", abi: "137", arch: "x64" };
const electron: Engine = { name: "Electron", version: "33.2.1", abi: "130", arch: "x64" };
const addon = "/lab/node_modules/better-sqlite3/build/Release/better_sqlite3.node";

function failed(message: string): Error {
  return Object.assign(new Error(message), { code: "ERR_DLOPEN_FAILED" });
}

const otherAbi = failed(
  `The module '${addon}'\nwas compiled against a different Node.js version using\nNODE_MODULE_VERSION 115. This version of Node.js requires\nNODE_MODULE_VERSION 137. Please try re-compiling or re-installing\nthe module (for instance, using \`npm rebuild\` or \`npm install\`).`,
);

test("an addon for another Node: what runs the service, and the command that builds for it", () => {
  expect(explainAddonError(otherAbi, node)).toBe(
    `The native addon ${addon} was built for another Node (NODE_MODULE_VERSION 115). Node 24.1.0 runs this service (NODE_MODULE_VERSION 137). ` +
      `Build it for that: run "npm rebuild better-sqlite3" in /lab, with Node 24.1.0 as the "node" on the PATH; "dasedeck rebuild /lab" does the same`,
  );
  expect(explainAddonError(otherAbi, electron)).toContain(
    `run "npx @electron/rebuild --version 33.2.1 --arch x64 --force --only better-sqlite3" in /lab`,
  );
});

test.each([
  ["libudev.so.1: cannot open shared object file: No such file or directory", "needs the library libudev.so.1"],
  [`/lib/x86_64-linux-gnu/libc.so.6: version \`GLIBC_2.38' not found (required by ${addon})`, "it needs GLIBC_2.38"],
  [`${addon}: invalid ELF header`, "was built for another system or processor"],
])("%s", (message, says) => {
  expect(explainAddonError(failed(message), node)).toContain(says);
});

test.each([new Error("no device"), "text", null, failed("something else")])("what is no such error is left as it is: %s", (error) => {
  expect(explainAddonError(error, node)).toBeNull();
});

test.each([
  "Could not locate the bindings file. Tried:\n → /lab/node_modules/better-sqlite3/build/better_sqlite3.node\n → /lab/node_modules/better-sqlite3/build/Debug/better_sqlite3.node",
  "No native build was found for platform=linux arch=x64 runtime=node abi=137 uv=1 libc=glibc node=24.1.0\n    loaded from: /lab/node_modules/better-sqlite3\n",
])("an addon that was never built: %s", (message) => {
  const error = new Error(message);
  error.stack = `Error: ${message}\n    at bindings (/lab/node_modules/bindings/bindings.js:126:9)\n    at new Database (/lab/node_modules/better-sqlite3/lib/database.js:48:64)`;
  const explained = explainAddonError(error, node);
  expect(explained).toContain("The native addon of better-sqlite3 is not there");
  expect(explained).toContain('"npm rebuild better-sqlite3" in /lab');
});
