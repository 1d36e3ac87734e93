import { Worker } from "node:worker_threads";

/** How often the deck's process is looked for, and how long after its end this process may still clean up; milliseconds. */
const interval = 500;
const grace = 3000;

const watch = `
const { ppid } = process;
const { deckPid, interval, grace } = require("node:worker_threads").workerData;
const deckIsGone = () => {
  if (process.ppid !== ppid) return true;
  try { process.kill(deckPid, 0); return false; } catch (error) { return error.code === "ESRCH"; }
};
const timer = setInterval(() => {
  if (!deckIsGone()) return;
  clearInterval(timer);
  setTimeout(() => process.kill(process.pid, "SIGKILL"), grace);
}, interval);
`;

/**
 * Sees to it that this process does not outlive the deck, even if the deck was killed and this process's own event loop is blocked: a thread of its own
 * looks for the deck's process and kills this one.
 */
export function endWithDeck(deckPid: number): void {
  const worker = new Worker(watch, { eval: true, workerData: { deckPid, interval, grace }, stdout: false, stderr: false });
  worker.unref();
}
