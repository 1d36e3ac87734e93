import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { commandFile, projectNode } from "../../scripts/setup/project.mjs";
import { AuthorFolder, readmeExamples } from "../fixtures/author-folder.ts";
import { expect, test as base } from "../fixtures/test.ts";

/** A service that imports a helper by the names that only service files may use, and a helper that sleeps outside a task. */
const oven = `import { DataService, sleep, task } from "dasedeck";
import { Phase, hold } from "./parts/profile";

export default class Oven extends DataService {
  phase: string = Phase[Phase.cold]!;

  @task({ timeoutStopSec: 5, restartSec: 10 })
  async bake() {
    await hold(Phase.warm);
    throw new RangeError("too hot");
  }

  async coolDown() {
    await sleep(1800);
    this.phase = "cold";
  }
}
`;
const profile = `import { sleep } from "dasedeck";
export enum Phase { cold, warm }
export const hold = (phase: Phase): Promise<void> => sleep(phase === Phase.warm ? 60 : 1);
`;
const ovenTest = `import assert from "node:assert/strict";
import { test } from "node:test";
import { DataService, TaskStateError } from "dasedeck";
import { fakeClock, runTask } from "dasedeck/testing";
import Oven from "./oven.js";

test("fails where the author's code says so", async () => {
  using clock = fakeClock({ wallClock: "2026-06-01T12:00:00Z" });
  const oven = new Oven();
  assert.ok(oven instanceof DataService);
  await using task = await runTask(oven, oven.bake, { clock });
  const { lastError, nextRestartAt } = await task.until("restarting");
  assert.equal(nextRestartAt, "2026-06-01T12:01:10.000Z");
  assert.match(lastError?.stack ?? "", /oven\\.ts:10:11/);
  assert.ok(TaskStateError.prototype instanceof Error);
});

test("cools down in half an hour", async () => {
  using clock = fakeClock();
  const oven = new Oven();
  oven.phase = "warm";
  const cooled = oven.coolDown();
  await clock.advance(1800);
  await cooled;
  assert.equal(oven.phase, "cold");
});
`;
/** Its tenth line is wrong; one above it vanishes with the types. */
const failingTest = `import assert from "node:assert/strict";
import { test } from "node:test";
import { fakeClock, runTask } from "dasedeck/testing";
import Oven from "./oven.ts";

test("is a wrong expectation", async () => {
  using clock = fakeClock();
  await using task = await runTask(new Oven(), "bake", { clock });
  interface Expected { state: string }
  assert.equal(task.state, "finished" satisfies Expected["state"]);
});
`;
const wrongOptions = `import { DataService, task } from "dasedeck";

export default class Wrong extends DataService {
  // @ts-expect-error an option that there is not
  @task({ restartSecs: 3 })
  async one() {}

  // @ts-expect-error a value of another type
  @task({ restartSec: "3" })
  async two() {}

  // @ts-expect-error tasks take no arguments
  @task()
  async three(what: string) {
    return what;
  }
}

// @ts-expect-error not even a type of it is any
new Wrong().nothing;
`;

const test = base.extend<{ author: AuthorFolder }>({
  author: async ({ folder, run }, use) => {
    const author = await AuthorFolder.make(folder, run, ["@types", "typescript", "vite", "vitest"]);
    const examples = await readmeExamples();
    await author.write("thermometer.ts", examples.get("Thermometer") ?? "");
    await author.write("thermometer.test.ts", examples.get("thermometer.test.ts") ?? "");
    await author.write("oven.ts", oven);
    await author.write("parts/profile.ts", profile);
    await author.write("oven.test.ts", ovenTest);
    await use(author);
  },
});

const nodes = [
  { name: "the project's Node", file: projectNode() },
  { name: "Node 20", file: olderNode() },
];

for (const { name, file } of nodes) {
  test(`tests of services run in ${name}`, async ({ author }) => {
    test.skip(file === undefined, `there is no ${name} here`);
    const { output, code } = await author.run(file ?? "", "--import", "dasedeck/register", "--test", "thermometer.test.ts", "oven.test.ts");
    expect(output).toMatch(/^\S* ?pass 4$/m);
    expect(output).toMatch(/^\S* ?fail 0$/m);
    expect(code).toBe(0);
  });

  test(`a wrong expectation names the author's line in ${name}`, async ({ author }) => {
    test.skip(file === undefined, `there is no ${name} here`);
    await author.write("failing.test.ts", failingTest);
    const { output, code } = await author.run(file ?? "", "--import", "dasedeck/register", "--test", "failing.test.ts");
    expect(output).toMatch(/'restarting'|running/);
    expect(output).toMatch(/failing\.test\.ts:10:10\)/);
    expect(code).toBe(1);
  });
}

test("the same tests run in vitest, where a wrong expectation names its line, too", async ({ author }) => {
  const examples = await readmeExamples();
  const underVitest = (text: string): string => text.replace(`from "node:test"`, `from "vitest"`);
  await author.write("vitest.config.ts", examples.get("vitest.config.ts") ?? "");
  await author.write("thermometer.test.ts", underVitest(examples.get("thermometer.test.ts") ?? ""));
  await author.write("oven.test.ts", underVitest(ovenTest));
  await author.write("failing.test.ts", underVitest(failingTest));
  const { output, code } = await author.run(projectNode(), commandFile("vitest"), "run");
  expect(output).toMatch(/Tests +1 failed \| 4 passed/);
  expect(output).toMatch(/failing\.test\.ts:10:10/);
  expect(code).toBe(1);
});

for (const [module, moduleResolution] of [
  ["nodenext", "nodenext"],
  ["esnext", "bundler"],
]) {
  test(`its types stand on their own, with moduleResolution ${moduleResolution}`, async ({ author }) => {
    await author.write("wrong.ts", wrongOptions);
    const compilerOptions = { module, moduleResolution, strict: true, noEmit: true, target: "es2022", lib: ["es2022"], types: ["node"] };
    const files = ["thermometer.ts", "thermometer.test.ts", "wrong.ts", ...(module === "esnext" ? ["oven.ts", "vitest.config.ts"] : [])];
    const more = {
      skipLibCheck: module === "esnext",
      allowImportingTsExtensions: true,
      exactOptionalPropertyTypes: true,
      noImplicitOverride: true,
    };
    await author.write("vitest.config.ts", (await readmeExamples()).get("vitest.config.ts") ?? "");
    await author.write("tsconfig.json", JSON.stringify({ compilerOptions: { ...compilerOptions, ...more }, files }));
    expect(await author.run(projectNode(), commandFile("typescript", "tsc"), "--noEmit")).toEqual({ code: 0, signal: null, output: "" });
  });
}

test("a service file that uses the test kit is refused with its line", async ({ author, dasedeck }) => {
  await author.write("oven.ts", `import { fakeClock } from "dasedeck/testing";\nfakeClock();\n${oven}`);
  const program = dasedeck("check", join(author.folder, "oven.ts"));
  expect(await program.ended).toEqual({ code: 1, signal: null });
  expect(program.stderr).toMatch(/oven\.ts:1:27: .*"dasedeck\/testing" is for tests only/);
});

/** The oldest Node that the build runs in, where the machine has it. */
function olderNode(): string | undefined {
  const files = (process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, "node"));
  return files.find((file) => existsSync(file) && execFileSync(file, ["--version"], { encoding: "utf8" }).startsWith("v20."));
}
