import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import type { DeckTask } from "#shared/task-snapshot.ts";
import { wordsOf } from "../../components/service-words.ts";
import { backOffOf, formatBackOff, formatDelay } from "../../format/back-off.ts";
import { formatCountOf } from "../../format/count.ts";
import { formatSeconds, formatSpan } from "#shared/format/duration.ts";
import { notReported } from "../../format/not-reported.ts";
import { formatFullTime } from "../../format/time.ts";
import { wantedBy } from "../../format/wanted.ts";
import { whyFailed } from "../../format/why-failed.ts";
import type { FactEntry } from "./facts.tsx";

const list = new Intl.ListFormat("en-GB");

/** How often a task ran, failed and was restarted; what the other side of a connection does not tell is named. */
export function countersText({ runs, failures, restarts }: Pick<DeckTask, "runs" | "failures" | "restarts">): string {
  const counters = [
    { count: runs, word: "run" },
    { count: failures, word: "failure" },
    { count: restarts, word: "restart" },
  ];
  const told = counters.flatMap(({ count, word }) => (count === null ? [] : [formatCountOf(count, word)]));
  const missing = counters.flatMap(({ count, word }) => (count === null ? [`${word}s`] : []));
  if (missing.length === 0) return told.join(", ");
  return [...told, `${list.format(missing)} ${notReported}`].join(", ");
}

/** What there is to know of a task: why it is in its state, when what happened, and what it was told to do. */
export function taskFacts(task: DeckTask, service: Pick<ServiceSnapshot, "source" | "stale">): FactEntry[] {
  return [...presentFacts(task, service), ...timeFacts(task), ...optionFacts(task)];
}

function presentFacts(task: DeckTask, { source, stale }: Pick<ServiceSnapshot, "source" | "stale">): FactEntry[] {
  const entries: FactEntry[] = [];
  const why = whyFailed(task);
  if (why !== null) entries.push({ name: "Why it failed", value: why });
  if (task.state === "stuck" && !stale) {
    entries.push({ name: "What to do", value: `It does not react to being stopped. ${wordsOf({ source }).stuckAdvice}.` });
  }
  entries.push({ name: "Since", value: timeText(task.since) });
  if (task.wanted !== null) entries.push({ name: "Asked by", value: `${wantedBy(task.wanted)}, ${formatFullTime(task.wanted.at)}` });
  if (task.state === "restarting" && !stale) {
    const backOff = backOffOf(task);
    const delay = task.restartDelaySec === null ? "" : `, after ${formatDelay(task.restartDelaySec)}`;
    const step = backOff === null ? "" : `, ${formatBackOff(backOff)}`;
    entries.push({ name: "Next restart", value: `${timeText(task.nextRestartAt)}${delay}${step}` });
  }
  return entries;
}

function timeText(at: string | null): string {
  return at === null ? notReported : formatFullTime(at);
}

function timeFacts(task: DeckTask): FactEntry[] {
  const entries: FactEntry[] = [];
  if (task.startedAt !== null) entries.push({ name: "Last run began", value: formatFullTime(task.startedAt) });
  if (task.endedAt !== null) entries.push({ name: "Last run ended", value: formatFullTime(task.endedAt) });
  if (task.runningSec !== null && task.runningSec > 0) entries.push({ name: "Ended runs took", value: formatSpan(task.runningSec) });
  if (task.result !== null) entries.push({ name: "Result", value: task.result });
  return entries;
}

/** What the task was told to do. Options that are not reported are named together: each in a line of its own would be many lines that say nothing. */
function optionFacts({ options }: DeckTask): FactEntry[] {
  const entries = optionTexts(options);
  const missing = entries.flatMap(({ name, value }) => (value === null ? [name.toLowerCase()] : []));
  const told = entries.flatMap(({ name, value }) => (value === null || value === "" ? [] : [{ name, value }]));
  return missing.length === 0 ? told : [...told, { name: "Not reported", value: missing.join(", ") }];
}

interface OptionText {
  readonly name: string;
  /** `null`: not reported. Empty: not worth a line. */
  readonly value: string | null;
}

function optionTexts(options: DeckTask["options"]): OptionText[] {
  return [
    { name: "Autostart", value: textOf(options.autostart, yesOrNo) },
    { name: "Restart on exception", value: restartText(options) },
    { name: "Back-off", value: backOffText(options) },
    { name: "Restart limit", value: limitText(options) },
    { name: "Exit on failure", value: textOf(options.exitOnFailure, (exits) => (exits ? "yes: its service ends with it" : "no")) },
    { name: "Stop timeout", value: textOf(options.timeoutStopSec, (sec) => (sec === null ? "none" : `stuck after ${formatSeconds(sec)}`)) },
    {
      name: "Watchdog",
      value: textOf(options.watchdogSec, (sec) => (sec === null ? "none" : `fails after ${formatSeconds(sec)} without a sign of life`)),
    },
  ];
}

function textOf<T>(value: T | undefined, text: (value: T) => string): string | null {
  return value === undefined ? null : text(value);
}

function restartText({ restartOnException, restartSec }: DeckTask["options"]): string | null {
  if (restartOnException === undefined) return null;
  if (!restartOnException) return "no";
  return restartSec === undefined ? "yes" : `yes, after ${formatSeconds(restartSec)}`;
}

function backOffText({ restartSteps, restartMaxDelaySec }: DeckTask["options"]): string | null {
  if (restartSteps === undefined || restartMaxDelaySec === undefined) return null;
  return restartSteps === null || restartMaxDelaySec === null ? "" : `up to ${formatSeconds(restartMaxDelaySec)}, in ${restartSteps} steps`;
}

function limitText({ startLimitBurst, startLimitIntervalSec }: DeckTask["options"]): string | null {
  if (startLimitBurst === undefined || startLimitIntervalSec === undefined) return null;
  return startLimitIntervalSec === null ? "none" : `${startLimitBurst} in ${formatSeconds(startLimitIntervalSec)}`;
}

function yesOrNo(flag: boolean): string {
  return flag ? "yes" : "no";
}
