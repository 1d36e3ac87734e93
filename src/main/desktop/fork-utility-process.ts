import { StringDecoder } from "node:string_decoder";
import { utilityProcess } from "electron";
import { Emitter } from "#shared/emitter.ts";
import { killProcess, serviceEnvironment, type ExitStatus, type ForkService } from "../deck/fork-service.ts";

/** Forks service processes with Electron's `utilityProcess`, for the desktop app. */
export function forkUtilityProcess(serviceProcessFile: string): ForkService {
  return (name) => {
    const child = utilityProcess.fork(serviceProcessFile, [], {
      env: serviceEnvironment(),
      stdio: ["ignore", "pipe", "pipe"],
      serviceName: name,
    });
    const received = new Emitter<unknown>();
    const written = new Emitter<{ stream: "stdout" | "stderr"; text: string }>();
    const exited = new Emitter<ExitStatus>();

    child.on("message", (message: unknown) => received.fire(message));
    for (const stream of ["stdout", "stderr"] as const) {
      // A letter of several bytes may be cut between two chunks: the decoder of the stream puts it together.
      const decoder = new StringDecoder("utf8");
      child[stream]?.on("data", (chunk: Buffer) => written.fire({ stream, text: decoder.write(chunk) }));
    }
    let killed = false;
    // Electron tells of a signal as if it were an exit code; of our own we know better.
    child.on("exit", (code) => exited.fire(killed ? { code: null, signal: "SIGKILL" } : { code, signal: null }));
    // The process starts in the background: until it has, there is no id to kill, and messages are kept for it.
    child.on("spawn", () => {
      if (killed) killProcess(child.pid);
    });
    return {
      get pid() {
        return child.pid;
      },
      post: (message) => child.postMessage(message),
      onDidReceive: received.event,
      onDidWrite: written.event,
      onDidExit: exited.event,
      kill: () => {
        killed = true;
        killProcess(child.pid);
      },
    };
  };
}
