import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { runChild } from "./child.mjs";

const node = process.execPath;

/** Starts a program that runs `script` through runChild and hands its result on; answers when the inner one has said "ready". */
async function startWrapped(script: string, shell?: "under npm's shell") {
  const wrapper = `
    import { runChild } from ${JSON.stringify(resolve("scripts/run/child.mjs"))};
    const { code, interrupted } = await runChild(process.execPath, ["-e", ${JSON.stringify(script)}]);
    console.log("interrupted", interrupted);
    process.exitCode = code;`;
  const args = ["--input-type=module", "-e", wrapper];
  const outer =
    shell === undefined
      ? spawn(node, args, { stdio: ["ignore", "pipe", "inherit"] })
      : spawn("sh", ["-c", '"$@"; exit $?', "sh", node, ...args], {
          stdio: ["ignore", "pipe", "inherit"],
          env: { ...process.env, npm_lifecycle_event: "start" },
        });
  let output = "";
  const ready = new Promise<void>((done) => {
    outer.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      if (output.includes("ready")) done();
    });
  });
  const exit = once(outer, "close") as Promise<[number | null]>;
  await ready;
  return { outer, exit, output: () => output };
}

describe("runChild", () => {
  it("collects output and hands on the exit code", async () => {
    const result = await runChild(node, ["-e", "console.log('out'); console.error('err'); process.exit(7)"], { output: "collect" });
    expect(result).toMatchObject({ code: 7, timedOut: false, interrupted: undefined });
    expect(result.output).toContain("out\n");
    expect(result.output).toContain("err\n");
  });

  it("answers 127 for a program that can't be started", async () => {
    const result = await runChild("/no/such/program", [], { output: "collect" });
    expect(result.code).toBe(127);
    expect(result.output).toContain("/no/such/program");
  });

  it("kills a child that takes too long, with its own children", async () => {
    const script =
      "require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], { stdio: 'inherit' }); setInterval(() => {}, 1e6)";
    // `close` comes only when the grandchild has let go of the output, too.
    const result = await runChild(node, ["-e", script], { output: "collect", timeLimit: 300 });
    expect(result).toMatchObject({ code: 137, timedOut: true });
  });

  it("tells the child once about a signal that comes twice, as Ctrl+C does under npm", async () => {
    const script =
      "let n = 0; process.on('SIGINT', () => { n++; console.log('got', n); setTimeout(() => process.exit(40 + n), 200); }); setInterval(() => {}, 1e6); console.log('ready')";
    const { outer, exit, output } = await startWrapped(script);
    outer.kill("SIGINT");
    outer.kill("SIGINT");
    const [code] = await exit;
    expect(code).toBe(41);
    expect(output()).toContain("interrupted SIGINT");
    expect(output()).not.toContain("got 2");
  });

  it("hands on the signal that ended the child", async () => {
    const { outer, exit } = await startWrapped("setInterval(() => {}, 1e6); console.log('ready')");
    outer.kill("SIGTERM");
    const [code] = await exit;
    expect(code).toBe(143);
  });

  it("ends the child when npm's shell was ended and did not tell us", async () => {
    const script =
      "process.on('SIGTERM', () => { console.log('got it'); process.exit(); }); setInterval(() => {}, 1e6); console.log('ready')";
    const { outer, exit, output } = await startWrapped(script, "under npm's shell");
    outer.kill("SIGTERM");
    // `close` comes when all who hold the output have ended, not only the shell.
    await exit;
    expect(output()).toContain("got it");
  });
});
