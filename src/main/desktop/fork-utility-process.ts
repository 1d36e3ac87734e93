import { StringDecoder } from "node:string_decoder";
import { utilityProcess } from "electron";
import { Emitter } from "#shared/emitter.ts";
import { killProcess, serviceEnvironment, type ForkProcess, type ForkService } from "../deck/fork-service.ts";
import { containDescendants } from "../deck/process-tree/contain-descendants.ts";

/** Forks service processes with Electron's `utilityProcess`, for the desktop app: each with all that it starts. */
export function forkUtilityProcess(serviceProcessFile: string): ForkService {
  // They are in the app's own session: Electron can't fork into another one.
  return containDescendants(forkAlone(serviceProcessFile), { leadsSession: false });
}

function forkAlone(serviceProcessFile: string): ForkProcess {
  return (name, environment, listener) => {
    const child = utilityProcess.fork(serviceProcessFile, [], {
      env: serviceEnvironment(environment),
      stdio: ["ignore", "pipe", "pipe"],
      serviceName: name,
    });
    const received = new Emitter<unknown>();
    const written = new Emitter<{ stream: "stdout" | "stderr"; text: string }>();

    child.on("message", (message: unknown) => received.fire(message));
    for (const stream of ["stdout", "stderr"] as const) {
      // A letter of several bytes may be cut between two chunks: the decoder of the stream puts it together.
      const decoder = new StringDecoder("utf8");
      child[stream]?.on("data", (chunk: Buffer) => written.fire({ stream, text: decoder.write(chunk) }));
    }
    let killed = false;
    // Electron tells of a signal as if it were an exit code; of our own we know better.
    child.on("exit", (code) => listener.exited(killed ? { code: null, signal: "SIGKILL" } : { code, signal: null }));
    // The process starts in the background: until it has, there is no id to kill, and messages are kept for it.
    child.on("spawn", () => {
      if (child.pid !== undefined) listener.started(child.pid);
      if (killed) killProcess(child.pid);
    });
    return {
      get pid() {
        return child.pid;
      },
      post: (message) => child.postMessage(message),
      onDidReceive: received.event,
      onDidWrite: written.event,
      kill: () => {
        killed = true;
        killProcess(child.pid);
      },
    };
  };
}
