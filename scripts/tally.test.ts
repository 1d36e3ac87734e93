import { describe, expect, it } from "vitest";
import { exitCode, nothing, sum, summary, tallyChecks, tallyPlaywright, tallyPytest, tallyVitest } from "./tally.mjs";

const vitestFile = (status: string, ...tests: string[]) => ({
  name: "a.test.ts",
  status,
  assertionResults: tests.map((test) => ({ title: test, fullName: `suite ${test}`, status: test })),
});

describe("tallyVitest", () => {
  it("counts tests by status and names what was skipped", () => {
    const report = { success: false, testResults: [vitestFile("failed", "passed", "failed", "pending"), vitestFile("passed", "passed")] };
    expect(tallyVitest(report)).toEqual({
      passed: 2,
      failed: 1,
      skipped: [{ name: "suite pending", reason: "marked pending" }],
      unsteady: [],
    });
  });

  it("counts a file that could not be read as a failure", () => {
    expect(tallyVitest({ success: false, testResults: [vitestFile("failed")] })).toMatchObject({ passed: 0, failed: 1 });
  });

  it("counts an error outside of any test as a failure", () => {
    expect(tallyVitest({ success: false, testResults: [vitestFile("passed", "passed")] })).toMatchObject({ passed: 1, failed: 1 });
  });

  it("counts a missing report as a failure", () => {
    expect(tallyVitest(undefined).failed).toBe(1);
  });
});

describe("tallyPlaywright", () => {
  const test = (status: string, description?: string) => ({
    projectName: "desktop",
    status,
    annotations: description === undefined ? [] : [{ type: "skip", description }],
  });

  it("counts tests in nested suites and names the skipped ones with their reason", () => {
    const report = {
      errors: [],
      suites: [
        {
          title: "deck.spec.ts",
          specs: [{ title: "shows services", tests: [test("expected")] }],
          suites: [{ title: "a task", specs: [{ title: "starts", tests: [test("unexpected"), test("skipped", "there is no Electron")] }] }],
        },
      ],
    };
    expect(tallyPlaywright(report)).toEqual({
      passed: 1,
      failed: 1,
      skipped: [{ name: "[desktop] › deck.spec.ts › a task › starts", reason: "there is no Electron" }],
      unsteady: [],
    });
  });

  it("counts a test that passed when it was tried again, and names it", () => {
    const tally = tallyPlaywright({ errors: [], suites: [{ title: "a", specs: [{ title: "b", tests: [test("flaky")] }] }] });
    expect(tally).toEqual({ passed: 1, failed: 0, skipped: [], unsteady: ["[desktop] › a › b"] });
    expect(summary(tally)).toBe("Passed only when tried again, which is a fault to be found:\n  [desktop] › a › b\n1 passed, 0 failed");
  });

  it("counts an error outside of any test, and a missing report, as a failure", () => {
    expect(tallyPlaywright({ errors: [{}], suites: [] }).failed).toBe(1);
    expect(tallyPlaywright(undefined).failed).toBe(1);
  });
});

describe("the end", () => {
  it("sums, and fails if anything failed or nothing was tested", () => {
    const total = sum([tallyChecks([{ passed: true }, { passed: false }]), { passed: 3, failed: 0, skipped: [], unsteady: [] }]);
    expect(total).toEqual({ passed: 4, failed: 1, skipped: [], unsteady: [] });
    expect(exitCode(total)).toBe(1);
    expect(exitCode(nothing)).toBe(1);
    expect(exitCode({ ...nothing, passed: 1 })).toBe(0);
  });

  it("names skipped tests under their reason, and ends with the count", () => {
    const skipped = [
      { name: "a", reason: "there is no display" },
      { name: "b", reason: "there is no display" },
    ];
    expect(summary({ passed: 2, failed: 0, skipped, unsteady: [] })).toBe(
      "Skipped, since there is no display:\n  a\n  b\n2 passed, 0 failed",
    );
  });
});

describe("tallyPytest", () => {
  it("counts a fault of pydase that shows as passed, and names what was skipped", () => {
    const report = `<testsuites><testsuite>
      <testcase classname="test_values" name="test_sets" time="1" />
      <testcase classname="test_values" name="test_fault"><skipped type="pytest.xfail" message="pydase's fault" /></testcase>
      <testcase classname="test_values" name="test_broken"><failure message="no">assert</failure></testcase>
      <testcase classname="test_values" name="test_without"><error message="no">no server</error></testcase>
      <testcase classname="test_values" name="test_left"><skipped type="pytest.skip" message="no display">here</skipped></testcase>
    </testsuite></testsuites>`;
    expect(tallyPytest(report, "pydase")).toEqual({
      ...nothing,
      passed: 2,
      failed: 2,
      skipped: [{ name: "[pydase] test_values › test_left", reason: "no display" }],
    });
  });

  it("takes a missing report, and one without tests, for a failure", () => {
    expect(tallyPytest(undefined, "dasedeck").failed).toBe(1);
    expect(tallyPytest("<testsuites />", "dasedeck").failed).toBe(1);
  });
});
