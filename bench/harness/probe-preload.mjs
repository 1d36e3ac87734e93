/**
 * Loaded with `node --import` into the processes of the built product: tells the benchmark, when asked, how late the event loop of this process is, and
 * what memory and processor time it takes.
 */
import { connect } from "node:net";
import { Session } from "node:inspector/promises";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { createInterface } from "node:readline";
import { isMainThread } from "node:worker_threads";
import { createBirpc } from "birpc";
import { selfTimes } from "./self-times.mjs";

/** Milliseconds between two looks at the event loop; a loop without any lag is seen late by as much. */
const resolution = 1;

/**
 * @typedef {import("./probe.ts").ProbeFunctions} ProbeFunctions
 * @typedef {import("./probe.ts").ProbeServerFunctions} ProbeServerFunctions
 */

/** @param {number} port of the benchmark's probe server */
function attach(port) {
  const delays = monitorEventLoopDelay({ resolution });
  const session = new Session();
  let processor = process.cpuUsage();
  let since = performance.now();

  /** @param {number} nanoseconds */
  const lag = (nanoseconds) => Math.max(0, nanoseconds / 1e6 - resolution);

  /** @type {ProbeFunctions} */
  const functions = {
    begin(withLag) {
      delays.reset();
      if (withLag) delays.enable();
      processor = process.cpuUsage();
      since = performance.now();
    },
    end() {
      delays.disable();
      const { user, system } = process.cpuUsage(processor);
      return {
        lagMs: { p50: lag(delays.percentile(50)), p99: lag(delays.percentile(99)), max: lag(delays.max) },
        processorShare: (user + system) / 1000 / (performance.now() - since),
      };
    },
    memory() {
      globalThis.gc?.();
      const { heapUsed, external } = process.memoryUsage();
      return { used: heapUsed + external, resident: process.memoryUsage.rss() };
    },
    async beginProfile() {
      session.connect();
      await session.post("Profiler.enable");
      await session.post("Profiler.start");
    },
    async endProfile() {
      const { profile } = await session.post("Profiler.stop");
      session.disconnect();
      return selfTimes(profile);
    },
  };
  const socket = connect(port, "127.0.0.1").unref();
  // The benchmark has ended.
  socket.on("error", () => socket.destroy());
  const probe = createBirpc(functions, {
    post: (/** @type {unknown} */ message) => socket.write(`${JSON.stringify(message)}\n`),
    on: (/** @type {(message: unknown) => void} */ listener) => {
      createInterface(socket).on("line", (line) => listener(JSON.parse(line)));
    },
    timeout: -1,
  });
  const server = /** @type {import("birpc").BirpcReturn<ProbeServerFunctions, ProbeFunctions>} */ (/** @type {unknown} */ (probe));
  void server.hello(process.pid).catch(() => undefined);
}

const port = Number(process.env["DASEDECK_BENCH_PROBE"]);
if (isMainThread && port > 0) attach(port);
