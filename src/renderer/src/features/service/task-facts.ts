import type { DeckTask } from "#shared/task-snapshot.ts";
import { backOffOf, formatBackOff, formatDelay } from "../../format/back-off.ts";
import { formatSeconds, formatSpan } from "#shared/format/duration.ts";
import { formatFullTime } from "../../format/time.ts";
import { wantedBy } from "../../format/wanted.ts";
import { whyFailed } from "../../format/why-failed.ts";
import type { FactEntry } from "./facts.tsx";

/** What there is to know of a task: why it is in its state, when what happened, and what it was told to do. @param stale - its process is gone */
export function taskFacts(task: DeckTask, stale: boolean): FactEntry[] {
  return [...presentFacts(task, stale), ...timeFacts(task), ...optionFacts(task)];
}

function presentFacts(task: DeckTask, stale: boolean): FactEntry[] {
  const entries: FactEntry[] = [];
  const why = whyFailed(task);
  if (why !== null) entries.push({ name: "Why it failed", value: why });
  if (task.state === "stuck" && !stale) {
    entries.push({ name: "What to do", value: "It does not react to being stopped. Force-stop or restart its service." });
  }
  entries.push({ name: "Since", value: formatFullTime(task.since) });
  if (task.wanted !== null) entries.push({ name: "Asked by", value: `${wantedBy(task.wanted)}, ${formatFullTime(task.wanted.at)}` });
  if (task.state === "restarting" && !stale) {
    const backOff = backOffOf(task);
    const step = backOff === null ? "" : `, ${formatBackOff(backOff)}`;
    entries.push({
      name: "Next restart",
      value: `${formatFullTime(task.nextRestartAt)}, after ${formatDelay(task.restartDelaySec)}${step}`,
    });
  }
  return entries;
}

function timeFacts(task: DeckTask): FactEntry[] {
  const entries: FactEntry[] = [];
  if (task.startedAt !== null) entries.push({ name: "Last run began", value: formatFullTime(task.startedAt) });
  if (task.endedAt !== null) entries.push({ name: "Last run ended", value: formatFullTime(task.endedAt) });
  if (task.runningSec > 0) entries.push({ name: "Ended runs took", value: formatSpan(task.runningSec) });
  if (task.result !== null) entries.push({ name: "Result", value: task.result });
  return entries;
}

function optionFacts({ options }: DeckTask): FactEntry[] {
  const limit = options.startLimitIntervalSec;
  const longest = options.restartMaxDelaySec;
  const entries: FactEntry[] = [
    { name: "Autostart", value: yesOrNo(options.autostart) },
    { name: "Restart on exception", value: options.restartOnException ? `yes, after ${formatSeconds(options.restartSec)}` : "no" },
  ];
  if (options.restartSteps !== null && longest !== null) {
    entries.push({ name: "Back-off", value: `up to ${formatSeconds(longest)}, in ${options.restartSteps} steps` });
  }
  entries.push(
    { name: "Restart limit", value: limit === null ? "none" : `${options.startLimitBurst} in ${formatSeconds(limit)}` },
    { name: "Exit on failure", value: options.exitOnFailure ? "yes: its service ends with it" : "no" },
    { name: "Stop timeout", value: options.timeoutStopSec === null ? "none" : `stuck after ${formatSeconds(options.timeoutStopSec)}` },
    {
      name: "Watchdog",
      value: options.watchdogSec === null ? "none" : `fails after ${formatSeconds(options.watchdogSec)} without a sign of life`,
    },
  );
  return entries;
}

function yesOrNo(flag: boolean): string {
  return flag ? "yes" : "no";
}
