/** Counts what was tested, from the reports that the tools write for machines. */

/**
 * @typedef {object} Tally
 * @property {number} passed
 * @property {number} failed
 * @property {{ name: string, reason: string }[]} skipped what was not tried, and why
 * @property {string[]} unsteady what passed only when it was tried again
 */

/** @type {Tally} */
export const nothing = { passed: 0, failed: 0, skipped: [], unsteady: [] };

/**
 * @param {readonly Tally[]} tallies
 * @returns {Tally}
 */
export function sum(tallies) {
  return {
    passed: tallies.reduce((total, { passed }) => total + passed, 0),
    failed: tallies.reduce((total, { failed }) => total + failed, 0),
    skipped: tallies.flatMap(({ skipped }) => skipped),
    unsteady: tallies.flatMap(({ unsteady }) => unsteady),
  };
}

/**
 * @param {readonly { passed: boolean }[]} results of the static checks
 * @returns {Tally}
 */
export function tallyChecks(results) {
  const passed = results.filter((result) => result.passed).length;
  return { ...nothing, passed, failed: results.length - passed };
}

/**
 * @typedef {{ title: string, fullName: string, status: string }} VitestAssertion
 * @typedef {{ name: string, status: string, assertionResults: VitestAssertion[] }} VitestFile
 */

/**
 * @param {{ success: boolean, testResults: VitestFile[] } | undefined} report of vitest's json reporter, or undefined if it wrote none
 * @returns {Tally}
 */
export function tallyVitest(report) {
  if (report === undefined) return { ...nothing, failed: 1 };
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  const passed = tests.filter(({ status }) => status === "passed").length;
  const failedTests = tests.filter(({ status }) => status === "failed").length;
  // A file that could not even be read has no tests that failed.
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && !assertionResults.some((test) => test.status === "failed"),
  ).length;
  const failed = failedTests + brokenFiles;
  const skipped = tests
    .filter(({ status }) => status !== "passed" && status !== "failed")
    .map(({ fullName, status }) => ({ name: fullName, reason: `marked ${status}` }));
  // Errors outside of any test make a run fail, too.
  return { passed, failed: failed === 0 && !report.success ? 1 : failed, skipped, unsteady: [] };
}

/**
 * @typedef {{ type: string, description?: string }} PlaywrightAnnotation
 * @typedef {{ projectName: string, status: string, annotations: PlaywrightAnnotation[] }} PlaywrightTest
 * @typedef {{ title: string, tests: PlaywrightTest[] }} PlaywrightSpec
 * @typedef {{ title: string, specs?: PlaywrightSpec[], suites?: PlaywrightSuite[] }} PlaywrightSuite
 */

/**
 * @param {{ suites: PlaywrightSuite[], errors: unknown[] } | undefined} report of Playwright's json reporter, or undefined if it wrote none
 * @returns {Tally}
 */
export function tallyPlaywright(report) {
  if (report === undefined) return { ...nothing, failed: 1 };
  const tests = report.suites.flatMap((suite) => testsIn(suite, []));
  const skipped = tests
    .filter(({ status }) => status === "skipped")
    .map(({ name, annotations }) => ({
      name,
      reason: annotations.find(({ type, description }) => type === "skip" && description)?.description ?? "an earlier step failed",
    }));
  const unsteady = tests.filter(({ status }) => status === "flaky").map(({ name }) => name);
  const passed = tests.filter(({ status }) => status === "expected").length + unsteady.length;
  const failed = tests.length - passed - skipped.length;
  return { passed, failed: failed === 0 && report.errors.length > 0 ? 1 : failed, skipped, unsteady };
}

/**
 * @param {PlaywrightSuite} suite
 * @param {string[]} above titles of the suites around it
 * @returns {(PlaywrightTest & { name: string })[]}
 */
function testsIn(suite, above) {
  const titles = [...above, suite.title];
  const own = (suite.specs ?? []).flatMap((spec) =>
    spec.tests.map((test) => ({ ...test, name: [`[${test.projectName}]`, ...titles, spec.title].filter(Boolean).join(" › ") })),
  );
  return [...own, ...(suite.suites ?? []).flatMap((inner) => testsIn(inner, titles))];
}

/**
 * @param {string | undefined} report of pytest in JUnit's form, or undefined if it wrote none
 * @param {string} project what was tested, to tell the same test from another's
 * @returns {Tally}
 */
export function tallyPytest(report, project) {
  const cases = [...(report ?? "").matchAll(/<testcase ([^>]*?)(?:\/>|>(.*?)<\/testcase>)/gs)];
  // A run without any test says nothing good.
  if (cases.length === 0) return { ...nothing, failed: 1 };
  const failed = cases.filter(([, , content = ""]) => /<(?:failure|error)[ >]/.test(content)).length;
  const skipped = cases
    .filter(([, , content = ""]) => /<skipped type="pytest.skip"/.test(content))
    .map(([, attributes = "", content = ""]) => ({
      name: `[${project}] ${attribute(attributes, "classname")} › ${attribute(attributes, "name")}`,
      reason: attribute(content, "message"),
    }));
  return { passed: cases.length - failed - skipped.length, failed, skipped, unsteady: [] };
}

/**
 * @param {string} text of a tag
 * @param {string} name
 */
function attribute(text, name) {
  return new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(text)?.[1] ?? "";
}

/**
 * What is printed at the end; its last line is read by others.
 * @param {Tally} tally
 */
export function summary({ passed, failed, skipped, unsteady }) {
  const reasons = [...new Set(skipped.map(({ reason }) => reason))];
  const lines = reasons.flatMap((reason) => [
    `Skipped, since ${reason}:`,
    ...skipped.filter((entry) => entry.reason === reason).map(({ name }) => `  ${name}`),
  ]);
  if (unsteady.length > 0)
    lines.push("Passed only when tried again, which is a fault to be found:", ...unsteady.map((name) => `  ${name}`));
  return [...lines, `${passed} passed, ${failed} failed`].join("\n");
}

/**
 * A run in which nothing was tested proves nothing.
 * @param {Tally} tally
 */
export function exitCode({ passed, failed }) {
  return failed > 0 || passed === 0 ? 1 : 0;
}
