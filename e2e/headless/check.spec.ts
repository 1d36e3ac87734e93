import { expect, test } from "../fixtures/test.ts";
import { examples, serviceFile } from "../fixtures/places.ts";

test("check prints the tree of a good file, and starts none of its tasks", async ({ dasedeck }) => {
  const program = dasedeck("check", serviceFile("scalar-service.ts"));
  expect(await program.ended).toEqual({ code: 0, signal: null });
  expect(program.stdout).toMatch(/^Scalar Service \(ScalarService\)\n/);
  for (const line of ["voltage: float = 1.5", 'label: str = "first"', "doubled: float = 3 (read-only)", "changeVoltage: task {"]) {
    expect(program.stdout).toContain(`  ${line}`);
  }
});

test("check points out a restart limit that can't be reached", async ({ dasedeck }) => {
  const program = dasedeck("check", serviceFile("finishing-task.ts"));
  expect(await program.ended).toEqual({ code: 0, signal: null });
  expect(program.stdout).toMatch(/neverLimited[\s\S]*warning: .*startLimitIntervalSec/);
});

for (const file of Object.values(examples)) {
  test(`check has nothing against the example ${file.split("/").at(-1) ?? ""}`, async ({ dasedeck }) => {
    const program = dasedeck("check", file);
    expect(await program.ended).toEqual({ code: 0, signal: null });
    expect(program.stderr).toBe("");
  });
}

const broken = [
  { file: "throws-in-constructor.ts", says: /throws-in-constructor\.ts:6:\d+: Error: No instrument at GPIB address 7/ },
  { file: "exits-in-constructor.ts", says: /exits-in-constructor\.ts: the process ended while loading: exit code 3/ },
];

for (const { file, says } of broken) {
  test(`check says what is wrong with ${file}`, async ({ dasedeck }) => {
    const program = dasedeck("check", serviceFile(file));
    expect(await program.ended).toEqual({ code: 1, signal: null });
    expect(program.stderr).toMatch(says);
    expect(program.stdout).toBe("");
  });
}

test("check says where a syntax error is", async ({ dasedeck, files }) => {
  const file = await files.write("typo.ts", "export default class {\n  value = = 1;\n}\n");
  const program = dasedeck("check", file);
  expect(await program.ended).toEqual({ code: 1, signal: null });
  expect(program.stderr).toContain(`${file}:2:11: `);
});

test("check says that a file is missing", async ({ dasedeck, folder }) => {
  const program = dasedeck("check", `${folder}/nowhere.ts`);
  expect(await program.ended).toEqual({ code: 1, signal: null });
  expect(program.stderr).toContain("There is no file");
});

test("a service may take as long to load as its source says, the first time, too", async ({ dasedeck, files }) => {
  const file = await files.write(
    "slow.ts",
    `import { DataService } from "dasedeck";
     export default class Slow extends DataService {
       static service = { loadTimeoutSec: 1 };
       constructor() { super(); for (;;); }
     }`,
  );
  const begun = Date.now();
  const program = dasedeck("check", file);
  expect(await program.ended).toEqual({ code: 1, signal: null });
  expect(program.stderr).toContain("the service did not finish loading within 1 s");
  expect(Date.now() - begun).toBeLessThan(25_000);
});
