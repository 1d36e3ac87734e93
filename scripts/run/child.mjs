/** Child processes: signals reach them once, their exit code is handed on, none outlives its time limit. */
import { spawn } from "node:child_process";
import { constants } from "node:os";

const ownGroup = process.platform !== "win32";

/** npm passes a terminal's Ctrl+C on although the terminal sent it to everybody already: within this time, in milliseconds, it is the same one. */
const sameSignalWindow = 400;

/**
 * @typedef {object} ChildOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {"show" | "collect"} [output] shown as it comes (default), or collected for the result
 * @property {number} [timeLimit] milliseconds after which the child and its children are killed
 * @property {"child" | "group"} [signals] who gets our SIGINT, SIGTERM and SIGHUP: the child, which looks after its own (default), or all of its group
 */

/**
 * @typedef {object} ChildResult
 * @property {number} code exit code; 128 + n after signal n, 127 if the program could not be started
 * @property {string} output what was collected
 * @property {boolean} timedOut
 * @property {NodeJS.Signals | undefined} interrupted the signal that we were asked to end with meanwhile
 */

/**
 * Runs a program to its end. It gets a process group of its own: a terminal's Ctrl+C then reaches it through us alone, and just once.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {ChildOptions} [options]
 * @returns {Promise<ChildResult>}
 */
export function runChild(command, args, options = {}) {
  const collect = options.output === "collect";
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: collect ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
    detached: ownGroup,
    windowsHide: true,
  });

  /** @type {string[]} */
  const chunks = [];
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding("utf8").on("data", (text) => chunks.push(String(text)));

  /** @type {NodeJS.Signals | undefined} */
  let interrupted;
  const stopForwarding = onSignal((signal) => {
    interrupted = signal;
    // A Windows console has told the child already.
    if (ownGroup) signalChild(child, signal, options.signals === "group");
  });

  let timedOut = false;
  const timer =
    options.timeLimit === undefined
      ? undefined
      : setTimeout(() => {
          timedOut = true;
          signalChild(child, "SIGKILL", ownGroup);
        }, options.timeLimit);

  return new Promise((resolve) => {
    /** @param {number} code */
    const finish = (code) => {
      clearTimeout(timer);
      stopForwarding();
      resolve({ code, output: chunks.join(""), timedOut, interrupted });
    };
    child.once("error", (error) => {
      chunks.push(`${command}: ${error.message}\n`);
      finish(127);
    });
    child.once("close", (code, signal) => finish(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  });
}

/** How often to look, in milliseconds, whether npm's shell is still there. */
const parentCheckInterval = 250;

/**
 * Calls the listener for each wish to end, however often it is passed on to us. npm passes SIGTERM to the shell that started us, and some shells just
 * end with it: where ours is gone, that was meant for us.
 * @param {(signal: NodeJS.Signals) => void} listener
 * @returns {() => void} ends listening
 */
function onSignal(listener) {
  let last = -Infinity;
  /** @param {NodeJS.Signals} signal */
  const handle = (signal) => {
    const now = performance.now();
    const repeated = now - last < sameSignalWindow;
    last = now;
    if (!repeated) listener(signal);
  };
  /** @type {NodeJS.Signals[]} */
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.on(signal, handle);
  const parent = process.ppid;
  const underNpm = ownGroup && process.env["npm_lifecycle_event"] !== undefined;
  const watch = setInterval(() => {
    if (!underNpm || process.ppid === parent) return;
    clearInterval(watch);
    handle("SIGTERM");
  }, parentCheckInterval);
  return () => {
    clearInterval(watch);
    for (const signal of signals) process.off(signal, handle);
  };
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @param {NodeJS.Signals} signal
 * @param {boolean} group
 */
function signalChild(child, signal, group) {
  if (child.pid === undefined) return;
  try {
    process.kill(group ? -child.pid : child.pid, signal);
  } catch {
    // It has ended meanwhile.
  }
}

/**
 * The exit code with which we hand on that we were interrupted.
 * @param {NodeJS.Signals} signal
 */
export function interruptedCode(signal) {
  return 128 + constants.signals[signal];
}
