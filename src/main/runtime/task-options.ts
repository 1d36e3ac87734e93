import type * as z from "zod";
import type { taskOptions } from "#shared/task-snapshot.ts";
import { editDistance } from "./edit-distance.ts";
import { TaskDefinitionError } from "./task-errors.ts";

/** The options of `@task({ … })`. All times are in seconds. */
export interface TaskOptions {
  /** Start when the service starts, after its saved state was restored. Default `false`. */
  autostart?: boolean | undefined;
  /** Restart after a failure: a run that ended in an exception other than its own cancellation. Default `true`. */
  restartOnException?: boolean | undefined;
  /** Delay before a restart, 0 or more; never shorter, measured on the monotonic clock. Default `1.0`. */
  restartSec?: number | undefined;
  /** Window of the restart limit, more than 0; `null`: no limit. Default `null`. */
  startLimitIntervalSec?: number | null | undefined;
  /** Restarts allowed within the window, 1 or more. Default `3`. */
  startLimitBurst?: number | undefined;
  /** The service exits when this task ends in `failed`. Default `false`. */
  exitOnFailure?: boolean | undefined;
  /** Number of steps, 1 or more, in which the delay grows to `restartMaxDelaySec`, which must then be given; `null`: it does not grow. Default `null`. */
  restartSteps?: number | null | undefined;
  /** Longest delay between restarts. Default `null`. */
  restartMaxDelaySec?: number | null | undefined;
  /** How long a run may take to end after a stop request before it counts as stuck, more than 0; `null`: for ever. Default `10`. */
  timeoutStopSec?: number | null | undefined;
  /** A run that neither sleeps nor calls `notifyWatchdog()` for so long has failed; more than 0; `null`: no watchdog. Default `null`. */
  watchdogSec?: number | null | undefined;
}

/** The options of a task after defaults. */
export type ResolvedTaskOptions = Readonly<z.infer<typeof taskOptions>>;

/** A task's options as they stand, and what is legal in them but hardly meant. */
export interface CheckedTaskOptions {
  readonly options: ResolvedTaskOptions;
  readonly warnings: readonly string[];
}

interface OptionRule<Value> {
  readonly default: Value;
  readonly allowed: string;
  accepts(value: unknown): boolean;
}

const isFiniteNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
const flag = (defaultValue: boolean): OptionRule<boolean> => ({
  default: defaultValue,
  allowed: "true or false",
  accepts: (value) => typeof value === "boolean",
});
const count = { allowed: "a whole number, 1 or more", accepts: (value: unknown) => Number.isSafeInteger(value) && Number(value) >= 1 };
const notNegative = { allowed: "a number of seconds, 0 or more", accepts: (value: unknown) => isFiniteNumber(value) && value >= 0 };
const positive = { allowed: "a number of seconds, more than 0", accepts: (value: unknown) => isFiniteNumber(value) && value > 0 };
const orNull = (rule: { allowed: string; accepts(value: unknown): boolean }) => ({
  allowed: `${rule.allowed}, or null`,
  accepts: (value: unknown) => value === null || rule.accepts(value),
});

const optionRules: { readonly [Name in keyof ResolvedTaskOptions]: OptionRule<ResolvedTaskOptions[Name]> } = {
  autostart: flag(false),
  restartOnException: flag(true),
  restartSec: { default: 1, ...notNegative },
  startLimitIntervalSec: { default: null, ...orNull(positive) },
  startLimitBurst: { default: 3, ...count },
  exitOnFailure: flag(false),
  restartSteps: { default: null, ...orNull(count) },
  restartMaxDelaySec: { default: null, ...orNull(notNegative) },
  timeoutStopSec: { default: 10, ...orNull(positive) },
  watchdogSec: { default: null, ...orNull(positive) },
};
const optionNames = Object.keys(optionRules);

/**
 * Checks what was written in `@task(…)` and fills in the defaults.
 *
 * @param task - how the task is named in messages, with its class where that is known.
 * @throws TaskDefinitionError that names task, option and what is allowed.
 */
export function checkTaskOptions(given: unknown, task: string): CheckedTaskOptions {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw new TaskDefinitionError(`Task ${task}: its options must be an object such as { autostart: true }, not ${describe(given)}`);
  }
  const values = new Map<string, unknown>(Object.entries(given));
  for (const name of values.keys()) {
    if (!optionNames.includes(name)) {
      throw new TaskDefinitionError(
        `Task ${task}: unknown option "${name}"; did you mean "${nearestName(name)}"? Known: ${optionNames.join(", ")}`,
      );
    }
  }
  const checked = Object.entries(optionRules).map(([name, rule]) => {
    const value = values.get(name) ?? (values.get(name) === null ? null : rule.default);
    if (!rule.accepts(value)) {
      throw new TaskDefinitionError(`Task ${task}: option "${name}" must be ${rule.allowed}, not ${describe(value)}`);
    }
    return [name, value];
  });
  // Each entry was checked by the rule of its own name just now, which the type of `fromEntries` can't express.
  const options = Object.freeze(Object.fromEntries(checked)) as ResolvedTaskOptions;
  if (options.restartSteps !== null && options.restartMaxDelaySec === null) {
    throw new TaskDefinitionError(
      `Task ${task}: option "restartSteps" needs "restartMaxDelaySec", the delay (a number of seconds) that the steps lead to`,
    );
  }
  return { options, warnings: Object.freeze(warningsOf(options)) };
}

function warningsOf(options: ResolvedTaskOptions): string[] {
  const { restartSec, startLimitIntervalSec, startLimitBurst, restartSteps, restartMaxDelaySec } = options;
  const warnings: string[] = [];
  if (startLimitIntervalSec !== null && restartSteps === null && (startLimitBurst - 1) * restartSec >= startLimitIntervalSec) {
    warnings.push(
      `The restart limit can never be reached: ${startLimitBurst} restarts, ${restartSec} s apart, ` +
        `do not fit into startLimitIntervalSec = ${startLimitIntervalSec}; the task will be restarted for ever`,
    );
  }
  if (restartMaxDelaySec !== null && restartSteps === null) {
    warnings.push("restartMaxDelaySec has no effect without restartSteps");
  } else if (restartMaxDelaySec !== null && (restartMaxDelaySec < restartSec || restartSec === 0)) {
    warnings.push(`The delay does not grow: restartMaxDelaySec = ${restartMaxDelaySec} can't be reached from restartSec = ${restartSec}`);
  }
  return warnings;
}

function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "function") return "a function";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" && value !== null ? "an object" : String(value);
}

function nearestName(name: string): string {
  const [nearest = ""] = optionNames.toSorted((a, b) => editDistance(name, a) - editDistance(name, b));
  return nearest;
}
