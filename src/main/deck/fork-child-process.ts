import { fork } from "node:child_process";
import { Emitter } from "#shared/emitter.ts";
import { killProcess, serviceEnvironment, type ExitStatus, type ForkProcess, type ForkService } from "./fork-service.ts";
import { containDescendants } from "./process-tree/contain-descendants.ts";

/** On Windows a detached process would have a console window of its own, and live on after the deck. */
const leadsSession = process.platform !== "win32";

/** Forks service processes with plain Node, for the headless deck: each with all that it starts. */
export function forkChildProcess(serviceProcessFile: string): ForkService {
  return containDescendants(forkAlone(serviceProcessFile), { leadsSession });
}

function forkAlone(serviceProcessFile: string): ForkProcess {
  return (_name, environment, listener) => {
    const child = fork(serviceProcessFile, [], {
      env: serviceEnvironment(environment),
      // A session of its own holds what it starts together, and a terminal's Ctrl+C reaches the deck alone, which stops everything in order.
      detached: leadsSession,
      serialization: "advanced",
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    const received = new Emitter<unknown>();
    const written = new Emitter<{ stream: "stdout" | "stderr"; text: string }>();

    child.on("spawn", () => {
      if (child.pid !== undefined) listener.started(child.pid);
    });
    child.on("message", (message) => received.fire(message));
    for (const stream of ["stdout", "stderr"] as const) {
      child[stream]?.setEncoding("utf8").on("data", (text: string) => written.fire({ stream, text }));
    }
    let over = false;
    const end = (status: ExitStatus): void => {
      if (over) return;
      over = true;
      listener.exited(status);
    };
    // `close` comes after the last output; a grandchild that keeps the pipes open must not keep the service from ending.
    child.on("close", (code, signal) => end({ code, signal }));
    child.on("exit", (code, signal) => setTimeout(() => end({ code, signal }), 200));
    child.on("error", (error) => {
      written.fire({ stream: "stderr", text: `${error.message}\n` });
      if (child.pid === undefined) end({ code: 1, signal: null });
    });

    return {
      pid: child.pid,
      post: (message) => {
        if (child.connected) child.send(message as object, () => undefined);
      },
      onDidReceive: received.event,
      onDidWrite: written.event,
      kill: () => {
        // The whole group in one act, as long as its number is certainly ours.
        const isThere = child.exitCode === null && child.signalCode === null;
        if (leadsSession && isThere && child.pid !== undefined) killProcess(-child.pid);
        killProcess(child.pid);
      },
    };
  };
}
