import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import type { ListedProcess } from "./listed-process.ts";

/** Looks at the processes of this computer. Synchronous, so that nothing can change between a look and what is done about it. */
export interface ProcessTable {
  /** All of them; empty where the system can't be asked. */
  list(): ListedProcess[];
  /** `null` where there is no such process. */
  find(pid: number): ListedProcess | null;
  /** Whether the environment that it was started with contains this text. */
  hasInEnvironment(pid: number, text: string): boolean;
  /** Its command line, in one line. */
  commandOf(pid: number): string;
}

/**
 * The table of this system. On Windows it is empty: there a service's children end with its process, since Node keeps them in a job of its own, and `taskkill /T`
 * ends the tree of one that is killed.
 */
export function systemProcesses(platform: NodeJS.Platform = process.platform): ProcessTable {
  if (platform === "linux") return linuxProcesses;
  return platform === "win32" ? noProcesses : psProcesses;
}

const noProcesses: ProcessTable = { list: () => [], find: () => null, hasInEnvironment: () => false, commandOf: () => "" };

const linuxProcesses: ProcessTable = {
  list: () => readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? (linuxProcesses.find(Number(name)) ?? []) : [])),
  find: (pid) => parseStat(readProc(pid, "stat")),
  hasInEnvironment: (pid, text) => readProc(pid, "environ").includes(text),
  commandOf: (pid) => readProc(pid, "cmdline").replaceAll("\0", " ").trim(),
};

/** Empty for a process that is gone, or is another user's. */
function readProc(pid: number, what: "stat" | "environ" | "cmdline"): string {
  try {
    return readFileSync(`/proc/${pid}/${what}`, "latin1");
  } catch {
    return "";
  }
}

/** @param stat - as in `/proc/PID/stat`: `1234 (a name (of any kind)) S parent group session … start …` */
export function parseStat(stat: string): ListedProcess | null {
  const nameEnd = stat.lastIndexOf(")");
  if (nameEnd === -1) return null;
  const [state = "", parent, , session, ...more] = stat.slice(nameEnd + 2).split(" ");
  // The 22nd field of the line.
  const startedAt = more[15];
  return {
    pid: Number.parseInt(stat),
    parent: Number(parent),
    session: Number(session),
    startedAt: Number(startedAt),
    hasEnded: state === "Z" || state === "X",
  };
}

const psProcesses: ProcessTable = {
  list: () => ps("-ax").flatMap((line) => parsePs(line) ?? []),
  find: (pid) => ps("-p", String(pid)).flatMap((line) => parsePs(line) ?? [])[0] ?? null,
  hasInEnvironment: (pid, text) => run("ps", ["-Eww", "-o", "command=", "-p", String(pid)]).includes(text),
  commandOf: (pid) => run("ps", ["-ww", "-o", "command=", "-p", String(pid)]).trim(),
};

function ps(...which: string[]): string[] {
  return run("ps", [...which, "-o", "pid=,ppid=,pgid=,state=,lstart="]).split("\n");
}

function run(command: string, args: string[]): string {
  try {
    const env = { PATH: process.env["PATH"], LC_ALL: "C" };
    return execFileSync(command, args, { encoding: "utf8", env, stdio: ["ignore", "pipe", "ignore"], timeout: 2000 });
  } catch {
    return "";
  }
}

/** @param line - of `ps`: number, parent, group, state, and when it started, such as `Mon Nov 30 21:12:24 2026` */
export function parsePs(line: string): ListedProcess | null {
  const found = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(\S.*\S)\s*$/.exec(line);
  if (found === null) return null;
  const [, pid, parent, group, state = "", started = ""] = found;
  const startedAt = Date.parse(started);
  if (Number.isNaN(startedAt)) return null;
  return { pid: Number(pid), parent: Number(parent), session: Number(group), startedAt, hasEnded: state.startsWith("Z") };
}
