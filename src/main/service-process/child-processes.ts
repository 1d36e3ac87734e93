import { ChildProcess } from "node:child_process";
import { serviceMarkVariable } from "#shared/service-channel.ts";

/** What Node's own `spawn`, `fork`, `exec` and `execFile` start a process with; not documented, and the same since Node 0.12. */
interface SpawnOptions {
  readonly detached?: boolean;
  /** `NAME=value` */
  envPairs?: string[];
}

interface ChildPrototype {
  spawn: (this: ChildProcess, options: SpawnOptions) => number;
  unref: (this: ChildProcess) => void;
}

/**
 * Sees to it that the deck can find the children of this process when it has ended, also those that are started with an environment of their own, and tells which
 * ones the author lets go: `detached: true` and `unref()`.
 */
export function watchChildren(onLetGo: (pid: number) => void): void {
  const mark = process.env[serviceMarkVariable];
  if (mark === undefined) return;
  const pair = `${serviceMarkVariable}=${mark}`;
  const detached = new WeakSet<ChildProcess>();
  const prototype = ChildProcess.prototype as unknown as ChildPrototype;
  const { spawn, unref } = prototype;

  prototype.spawn = function (options) {
    if (options.detached === true) detached.add(this);
    if (Array.isArray(options.envPairs) && !options.envPairs.includes(pair)) options.envPairs.push(pair);
    return spawn.call(this, options);
  };
  prototype.unref = function () {
    unref.call(this);
    if (this.pid !== undefined && detached.delete(this)) onLetGo(this.pid);
  };
}
