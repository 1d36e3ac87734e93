/**
 * Lets Node load service files in tests: `node --import dasedeck/register --test`. TypeScript and standard decorators are compiled as the app does it,
 * and stacks name the author's own lines.
 *
 * @module
 */
import nodeModule from "node:module";
import { load, resolve } from "./node-hooks.ts";

process.setSourceMapsEnabled(true);
// Node 20 has only the older way, which newer ones give up; there the hooks are loaded by the name that the build gives to `node-hooks.ts`.
/* eslint-disable n/no-unsupported-features/node-builtins, @typescript-eslint/no-deprecated */
if ("registerHooks" in nodeModule) nodeModule.registerHooks({ resolve, load });
else (nodeModule as typeof import("node:module")).register("./node-hooks.js", import.meta.url);
