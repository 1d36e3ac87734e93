import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { errorReport } from "#shared/primitives.ts";
import { registerBundleFile } from "./author-stack.ts";
import { toErrorReport } from "./error-report.ts";
import { throwAnError } from "./testing/throw-an-error.ts";

const at = "2026-01-01T00:00:00.000Z";

function caught(body: () => void): unknown {
  try {
    body();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe("toErrorReport", () => {
  it("names the place where it was thrown", () => {
    const report = toErrorReport(caught(throwAnError), at);
    expect(report).toMatchObject({ name: "TypeError", message: "no sensor", at });
    expect(report.stack).toContain("throwAnError");
    expect(report.location).toMatchObject({ file: fileURLToPath(new URL("testing/throw-an-error.ts", import.meta.url)), line: 3 });
  });

  it.each([
    ["text", { name: "Error", message: "text", stack: null }],
    [undefined, { name: "Error", message: "undefined" }],
    [{ code: 7 }, { name: "Error", message: '{"code":7}' }],
    [
      { name: "VisaError", message: "timeout" },
      { name: "VisaError", message: "timeout", stack: null },
    ],
    [Object.assign(new Error("x"), { name: 5, stack: 5 }), { name: "Error", message: "x", stack: null, location: null }],
  ])("makes a report of %o", (thrown, expected) => {
    const report = toErrorReport(thrown, at);
    expect(report).toMatchObject(expected);
    expect(errorReport.safeParse(report).success).toBe(true);
  });

  it("tells what caused it, innermost reason first", () => {
    const inner = caught(() => throwAnError(new Error("ENOENT: no such file, /dev/ttyUSB0")));
    const outer = caught(() => throwAnError(new Error("cannot open port", { cause: new TypeError("driver", { cause: inner }) })));
    const { message, stack } = toErrorReport(outer, at);
    expect(message).toBe("cannot open port (caused by ENOENT: no such file, /dev/ttyUSB0)");
    expect(stack).toMatch(/^Error: cannot open port\n[^]*\nCaused by: TypeError: driver\n[^]*\nCaused by: Error: ENOENT[^]*throwAnError/);
  });

  it("tells the errors of an AggregateError", () => {
    const { message, stack } = toErrorReport(new AggregateError([new Error("one"), "two"], "both"), at);
    expect(message).toBe("both (caused by one; two)");
    expect(stack).toMatch(/Caused by: Error: one\n[^]*Caused by: Error: two$/);
    expect(toErrorReport(new AggregateError([new Error("refused")]), at).message).toBe("refused");
  });

  it("repeats no reason that the message tells, and gets out of a circle", () => {
    const error = new Error("cannot open: busy", { cause: new Error("busy") });
    expect(toErrorReport(error, at).message).toBe("cannot open: busy");
    const circle = new Error("round");
    circle.cause = circle;
    expect(toErrorReport(circle, at).message).toBe("round");
  });

  it("says how to write a computed import where the message names the bundle", () => {
    registerBundleFile("/data/bundles/x.mjs");
    const message = "Cannot find module '/data/bundles/late.mjs' imported from /data/bundles/x.mjs";
    const hint =
      '(a name that is worked out was looked for from the bundle: write the name out, or import new URL("./x.mjs", import.meta.url).href)';
    expect(toErrorReport(new Error(message), at).message).toBe(`${message} ${hint}`);
    expect(toErrorReport(new Error("Cannot find module '/lab/x.mjs'"), at).message).not.toContain("worked out");
  });

  it("says which decorators there are where one of the older kind failed", () => {
    const stack = (frame: string) =>
      `TypeError: no target\n    at old (/lab/laser.ts:1:40)\n    at ${frame} (file:///data/bundles/x.mjs:30:9)`;
    const failed = (error: Error, frame: string) => toErrorReport(Object.assign(error, { stack: stack(frame) }), at).message;
    expect(failed(new TypeError("no target"), "__decorateElement")).toMatch(/^no target \(from applying a decorator: .* standard ones/);
    expect(failed(new TypeError("no target"), "define")).toBe("no target");
    expect(failed(new Error("the author's own"), "__decorateElement")).toBe("the author's own");
  });

  it("takes the place from a cause where the error itself has none of the author's", () => {
    const wrapped = Object.assign(new Error("wrapped", { cause: caught(throwAnError) }), {
      stack: "Error: wrapped\n    at node:internal:1:1",
    });
    expect(toErrorReport(wrapped, at).location?.file).toContain("throw-an-error.ts");
  });

  it("cuts what is too long to be told, and keeps the frames", () => {
    const thrown = caught(() => throwAnError(new Error("m".repeat(3_000_000))));
    const { message, stack } = toErrorReport(thrown, at);
    expect(message).toMatch(/^m{16384}… \(3000000 characters\)$/);
    expect(stack).toMatch(/m… \(3000000 characters\)\n {4}at .*throwAnError/);
    const endless = Object.assign(new Error("x"), { stack: "s".repeat(100_000) });
    expect(toErrorReport(endless, at).stack).toMatch(/^s{16384}… \(100000 characters\)$/);
  });

  it("does not throw itself, whatever it is given", () => {
    const hostile = new Proxy({}, { get: () => expect.fail("hostile") });
    expect(toErrorReport(hostile, at)).toMatchObject({ message: "Something was thrown that can't be read" });
    expect(toErrorReport(Object.create(null), at)).toMatchObject({ name: "Error" });
  });
});
