/** The arrows of ARCHITECTURE.md: who may import whom. */

/**
 * What a folder may import of ours, itself included.
 * @param {string} name
 * @param {string} from
 * @param {string[]} allowed
 * @param {string} [except] pattern of files that the arrow doesn't bind
 * @returns {import("dependency-cruiser").IForbiddenRuleType}
 */
const arrow = (name, from, allowed, except) => ({
  name,
  comment: `${from} may import of ours only: ${allowed.join(", ")}`,
  severity: "error",
  from: { path: `^${from}`, ...(except === undefined ? {} : { pathNot: except }) },
  to: { path: "^src/", pathNot: allowed.map((folder) => `^${folder}`) },
});

const testCode = "\\.test\\.tsx?$|/testing/";
const shared = "src/shared/";
const runtime = "src/main/runtime/";
const sdk = "src/sdk/";
const testKit = "src/main/test-kit/";
const serviceProcess = "src/main/service-process/";
const deck = "src/main/deck/";
const wire = "src/main/wire/";

/** The only modules that may know Electron; in `deck`, the adapter that forks a utilityProcess. */
const electronUsers = ["^src/main/(ipc|desktop)/", "^src/main/index\\.ts$", "^src/preload/"];

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    arrow("shared", shared, [shared]),
    // The runtime's tests are written as a service file is.
    arrow("runtime", runtime, [runtime, shared], testCode),
    arrow("runtime-tests", `${runtime}.*(${testCode})`, [runtime, sdk, shared]),
    arrow("sdk", sdk, [sdk, testKit, runtime, shared]),
    // Tests compile a service file as its process does.
    arrow("test-kit", testKit, [testKit, runtime, shared, `${serviceProcess}(compile-options|describe-classes)\\.ts$`], testCode),
    arrow("test-kit-tests", `${testKit}.*(${testCode})`, [testKit, sdk, runtime, shared, "resources/examples/"]),
    arrow("service-process", serviceProcess, [serviceProcess, runtime, sdk, shared]),
    arrow("wire", wire, [wire, shared]),
    arrow("deck", deck, [deck, wire, runtime, shared]),
    arrow("server", "src/main/server/", ["src/main/server/", deck, wire, shared]),
    arrow("ipc", "src/main/ipc/", ["src/main/ipc/", deck, shared]),
    arrow("desktop", "src/main/desktop/", ["src/main/desktop/", deck, shared]),
    arrow("command-line", "src/main/command-line/", [
      "src/main/command-line/",
      "src/main/installation\\.ts$",
      runtime,
      deck,
      wire,
      "src/main/server/",
      shared,
      // Its test lays out Node's types as the build does.
      "scripts/node-types\\.mjs$",
    ]),
    arrow("preload", "src/preload/", ["src/preload/", shared]),
    arrow("renderer", "src/renderer/", ["src/renderer/", shared]),
    {
      name: "roots",
      comment: "Nothing imports a composition root.",
      severity: "error",
      from: { path: "^src/" },
      to: { path: "^src/main/(index|headless)\\.ts$" },
    },
    {
      name: "features",
      comment: "A feature of the window does not import another; what they share is a component.",
      severity: "error",
      from: { path: "^src/renderer/src/features/([^/]+)/" },
      to: { path: "^src/renderer/src/features/([^/]+)/", pathNot: "^src/renderer/src/features/$1/" },
    },
    {
      name: "below-features",
      comment: "What features are made of does not know them.",
      severity: "error",
      from: { path: "^src/renderer/src/(api|components|format|theme)/" },
      to: { path: "^src/renderer/src/features/" },
    },
    {
      name: "electron",
      comment: "Everything else runs and is tested in plain Node or in a browser.",
      severity: "error",
      from: { path: "^src/", pathNot: electronUsers },
      to: { path: "^electron(/|$)|(^|/)node_modules/electron/" },
    },
    {
      name: "web-without-node",
      comment: "The window and what it shares with others run in a browser.",
      severity: "error",
      from: { path: "^src/(renderer|shared)/", pathNot: testCode },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "examples",
      comment: "A service file knows `dasedeck` alone.",
      severity: "error",
      from: { path: "^resources/examples/" },
      to: { path: "^src/", pathNot: `^${sdk}` },
    },
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    { name: "resolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
    {
      name: "production-without-tests",
      severity: "error",
      from: { path: "^src/", pathNot: testCode },
      to: { path: testCode },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.node.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "require", "node", "default", "types"] },
  },
};
