import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { basename, extname, join, resolve } from "node:path";
import { systemClock } from "#runtime/clock.ts";
import { defaultServiceOptions } from "#shared/service-snapshot.ts";
import type { ErrorReport } from "#shared/primitives.ts";
import { noLessons, type LoadRequest, type ServiceDescription } from "#shared/service-channel.ts";
import { collectParameters, parseParameter, type ServiceParameters } from "#shared/service-instance.ts";
import type { Disposable } from "#shared/disposable.ts";
import { forkChildProcess } from "../deck/fork-child-process.ts";
import { crashHint } from "../deck/crash-hint.ts";
import type { ForkService } from "../deck/fork-service.ts";
import { ServiceLink, type ServiceLinkListener } from "../deck/service-link.ts";
import type { Installation } from "../installation.ts";
import { typeErrors } from "./check-types.ts";
import { CommandError, exitCode } from "./exit-codes.ts";
import { printTree } from "./print-tree.ts";

type Outcome =
  { kind: "loaded"; description: ServiceDescription } | { kind: "failed"; error: ErrorReport } | { kind: "ended"; why: string };

export interface CheckOptions {
  /** Of the service: `name=value` each. */
  readonly param: readonly string[];
  /** TypeScript's errors, too. */
  readonly types: boolean;
}

/**
 * Loads a service file in a process of its own without starting its tasks; prints what it would serve, and every problem.
 *
 * @returns the exit code
 */
export async function check(
  givenFile: string,
  { types, param }: CheckOptions,
  { serviceProcessFile, typesDir }: Installation,
): Promise<number> {
  const file = resolve(givenFile);
  const code = await checkByLoading({ file, parameters: readParameters(param) }, serviceProcessFile);
  if (!types) return code;
  const errors = await typeErrors(file, typesDir);
  for (const error of errors) console.error(error);
  return errors.length === 0 ? code : exitCode.failed;
}

type CheckedService = Pick<LoadRequest, "file" | "parameters">;

function readParameters(given: readonly string[]): ServiceParameters {
  try {
    return collectParameters(given.map(parseParameter));
  } catch (error) {
    throw new CommandError(`--param: ${error instanceof Error ? error.message : String(error)}`, exitCode.wrongUsage);
  }
}

async function checkByLoading(service: CheckedService, serviceProcessFile: string): Promise<number> {
  const { file } = service;
  const warnings: string[] = [];
  const outcome = await load(service, forkChildProcess(serviceProcessFile), (text) => warnings.push(text));
  for (const warning of warnings) console.error(warning);
  switch (outcome.kind) {
    case "loaded":
      console.log(printTree(outcome.description));
      return exitCode.done;
    case "failed":
      console.error(describe(outcome.error, file));
      return exitCode.failed;
    case "ended":
      console.error(`${file}: ${outcome.why}`);
      return exitCode.failed;
  }
}

function describe({ name, message, location, stack }: ErrorReport, file: string): string {
  const place = location === null ? file : `${location.file}:${location.line}:${location.column}`;
  const told = `${name}: ${message}`;
  // A message may have more than one line.
  const ownLines = stack?.startsWith(told) === true ? stack.slice(told.length + 1) : (stack?.split("\n").slice(1).join("\n") ?? "");
  return `${place}: ${told}${ownLines === "" ? "" : `\n${ownLines}`}`;
}

function load({ file, parameters }: CheckedService, fork: ForkService, warn: (text: string) => void): Promise<Outcome> {
  return new Promise((settle) => {
    const name = basename(file, extname(file));
    let outcome: Outcome | null = null;
    const listener: ServiceLinkListener = {
      mayLoadFor: (sec) => limitTo(sec),
      restoring: () => undefined,
      loaded: (description) => {
        outcome = { kind: "loaded", description };
        void link.functions.stop({ kind: "command-line", name: "check" });
      },
      loadFailed: (error) => {
        outcome = { kind: "failed", error };
      },
      crashed: (error) => {
        outcome = { kind: "failed", error };
      },
      wrote: (lines) => lines.forEach((line) => warn(line.text)),
      treeChanged: () => undefined,
      endedByTask: () => undefined,
      responsivenessChanged: () => undefined,
      usageChanged: () => undefined,
      silentFor: () => undefined,
      exited: ({ code, signal }) => {
        timeout.dispose();
        const end = signal === null ? `exit code ${code}` : `signal ${signal}`;
        settle(
          outcome ?? {
            kind: "ended",
            why: `the process ended while loading: ${end}${crashHint(end)}`,
          },
        );
      },
    };
    const link = new ServiceLink(fork(`Dasedeck check ${name}`), systemClock, listener, Infinity);
    let timeout: Disposable;
    const limitTo = (sec: number): void => {
      timeout.dispose();
      timeout = endAfter(sec - link.ageSec, sec);
    };
    const endAfter = (delaySec: number, sec: number): Disposable =>
      systemClock.setTimer(Math.max(0, delaySec), () => {
        outcome ??= { kind: "ended", why: `the service did not finish loading within ${sec} s` };
        link.kill();
      });
    timeout = endAfter(defaultServiceOptions.loadTimeoutSec, defaultServiceOptions.loadTimeoutSec);
    const bundleFile = join(tmpdir(), `dasedeck-check-${randomUUID()}.mjs`);
    void link.functions.load({
      file,
      realFile: null,
      parameters,
      bundleFile,
      wantedTasks: {},
      savedState: {},
      savedDefaults: {},
      writtenPaths: [],
      restoreLessons: noLessons,
      startTasks: false,
    });
  });
}
