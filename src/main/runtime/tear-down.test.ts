import { expect, test } from "vitest";
import { systemClock } from "./clock.ts";
import { DataService } from "./data-service.ts";
import { currentRun, Run } from "./run-context.ts";
import { serveTree } from "./served-tree.ts";
import { tearDown } from "./tear-down.ts";

function bench(root: DataService): { run: (timeoutSec?: number) => Promise<void>; warnings: string[]; members: string[] } {
  const warnings: string[] = [];
  const warn = (message: string): void => void warnings.push(message);
  const tree = serveTree(root, { clock: systemClock, warn });
  const services = tree.servicesToEnd();
  const members = Object.keys(tree.serialize().value);
  tree.dispose();
  return { run: (timeoutSec = 5) => tearDown(services, { clock: systemClock, timeoutSec, warn }), warnings, members };
}

test("a service ends before its parts, and these in reverse; onStop comes before asyncDispose", async () => {
  const ended: string[] = [];
  class Part extends DataService {
    readonly #name: string;
    constructor(name: string) {
      super();
      this.#name = name;
    }
    override async onStop(): Promise<void> {
      await Promise.resolve();
      ended.push(this.#name);
    }
  }
  class Whole extends DataService {
    first = new Part("first");
    list = [new Part("in list 0"), new Part("in list 1")];
    same = this.first;
    override onStop(): void {
      ended.push("whole");
    }
    async [Symbol.asyncDispose](): Promise<void> {
      await Promise.resolve();
      ended.push("whole disposed");
    }
  }
  const { run, warnings, members } = bench(new Whole());
  await run();
  expect(ended).toEqual(["whole", "whole disposed", "first", "in list 1", "in list 0"]);
  expect(warnings).toEqual([]);
  expect(members).not.toContain("onStop");
});

test("one that fails is named, and keeps none of the others from ending", async () => {
  const ended: string[] = [];
  class Part extends DataService {
    override onStop(): void {
      ended.push("part");
    }
  }
  class Whole extends DataService {
    part = new Part();
    override onStop(): void {
      throw new RangeError("no port");
    }
  }
  const { run, warnings } = bench(new Whole());
  await run();
  expect(ended).toEqual(["part"]);
  expect(warnings).toEqual(["onStop() of Whole failed: RangeError: no port"]);
});

test("one that hangs is named when the time is over", async () => {
  class Hanging extends DataService {
    override onStop(): Promise<void> {
      return new Promise(() => undefined);
    }
  }
  const { run, warnings } = bench(new Hanging());
  await run(0.05);
  expect(warnings).toEqual(["onStop() of Hanging has not finished within 0.1 s: the service ends without it"]);
});

test("who listens to a run's signal belongs to the run, whoever cancels it", async () => {
  const run = new Run(systemClock);
  let inListener: unknown = null;
  await run.execute(() => {
    currentRun().signal.addEventListener("abort", () => (inListener = currentRun()));
    return Promise.resolve();
  });
  Run.outside(() => run.cancel());
  expect(inListener).toBe(run);
});
