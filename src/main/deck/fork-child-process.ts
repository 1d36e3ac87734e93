import { fork } from "node:child_process";
import { Emitter } from "#shared/emitter.ts";
import { killProcess, serviceEnvironment, type ExitStatus, type ForkService } from "./fork-service.ts";

/** Forks service processes with plain Node, for the headless deck. */
export function forkChildProcess(serviceProcessFile: string): ForkService {
  return () => {
    const child = fork(serviceProcessFile, [], {
      env: serviceEnvironment(),
      serialization: "advanced",
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    const received = new Emitter<unknown>();
    const written = new Emitter<{ stream: "stdout" | "stderr"; text: string }>();
    const exited = new Emitter<ExitStatus>();

    child.on("message", (message) => received.fire(message));
    for (const stream of ["stdout", "stderr"] as const) {
      child[stream]?.setEncoding("utf8").on("data", (text: string) => written.fire({ stream, text }));
    }
    let over = false;
    const end = (status: ExitStatus): void => {
      if (over) return;
      over = true;
      exited.fire(status);
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
      onDidExit: exited.event,
      kill: () => killProcess(child.pid),
    };
  };
}
