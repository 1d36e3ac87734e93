import type { ReactElement } from "react";
import { describeBlocker } from "#shared/activity.ts";
import { isLocal, type LocalService, type ServiceSnapshot } from "#shared/service-snapshot.ts";
import { useDeckTime } from "../../api/use-deck.ts";
import { formatSeconds, formatSpan } from "#shared/format/duration.ts";
import { errorLine, formatExit, formatLocation } from "../../format/error.ts";
import { formatFullTime, formatMoment } from "../../format/time.ts";
import { visibleText } from "../../format/visible-text.ts";
import { formatBytes } from "../../format/bytes.ts";
import { placeOf } from "../../format/place.ts";
import { formatWanted } from "../../format/wanted.ts";
import { wordsOf } from "../../components/service-words.ts";
import { Facts, type FactEntry } from "./facts.tsx";

/** Where a service is, how its process or the connection to it is, and why it is so. */
export function ServiceFacts({ service }: { service: ServiceSnapshot }): ReactElement {
  const now = useDeckTime();
  return <Facts entries={isLocal(service) ? processFacts(service, now) : connectionFacts(service, now)} />;
}

function processFacts({ source, status, usage }: LocalService, now: number): FactEntry[] {
  const { options } = status;
  return [
    { name: "File", value: source.file },
    ...Object.entries(source.parameters ?? {}).map(([name, value]) => ({ name: `Parameter ${name}`, value })),
    { name: "Process id", value: "pid" in status && status.pid !== null ? String(status.pid) : "none" },
    ...("blockedBy" in status && status.blockedBy !== undefined
      ? [{ name: "Blocked", value: visibleText(describeBlocker(status.blockedBy)) }]
      : []),
    ...usageFacts(usage),
    ...stateFacts({ source, status }, now),
    { name: "Restart", value: options.restart === "no" ? "never" : `${options.restart}, after ${formatSeconds(options.restartSec)}` },
    { name: "Restart limit", value: restartLimit(options) },
    { name: "Stop timeout", value: formatSeconds(options.timeoutStopSec) },
    { name: "Watchdog", value: formatSeconds(options.watchdogSec) },
  ];
}

function connectionFacts({ source, status }: ServiceSnapshot, now: number): FactEntry[] {
  const token = source.kind === "address" && source.hasToken ? "yes, kept by this deck" : "none";
  return [{ name: "Address", value: placeOf({ source }) }, { name: "Token", value: token }, ...stateFacts({ source, status }, now)];
}

/** The state since when, by whom and why, and what comes next. */
function stateFacts({ source, status }: Pick<ServiceSnapshot, "source" | "status">, now: number): FactEntry[] {
  const words = wordsOf({ source });
  const entries: FactEntry[] = [{ name: "Since", value: formatFullTime(status.since) }];
  if (status.wanted !== null) entries.push({ name: "Asked by", value: formatWanted(status.wanted, now, words.asked) });
  entries.push({ name: words.restarts, value: String(status.restarts) });
  if (status.state === "restarting") entries.push({ name: words.nextRestart, value: formatFullTime(status.nextRestartAt) });
  if (status.endedByTask !== null) entries.push({ name: "Ended by task", value: status.endedByTask });
  if (status.lastExit !== null)
    entries.push({ name: "Last end", value: `${formatExit(status.lastExit)}, ${formatMoment(status.lastExit.at, now)}` });
  if (status.lastError !== null) {
    const place = status.lastError.location === null ? "" : ` (${formatLocation(status.lastError.location)})`;
    entries.push({ name: "Last error", value: `${errorLine(status.lastError)}${place}` });
  }
  return entries;
}

function usageFacts(usage: ServiceSnapshot["usage"]): FactEntry[] {
  if (usage === null) return [];
  return [
    { name: "Memory", value: formatBytes(usage.memoryBytes) },
    { name: "Processor time", value: `${formatSpan(usage.processorSec)}, ${usage.processorPercent} % now` },
  ];
}

function restartLimit(options: { startLimitBurst: number; startLimitIntervalSec: number | null }): string {
  return options.startLimitIntervalSec === null ? "none" : `${options.startLimitBurst} in ${formatSeconds(options.startLimitIntervalSec)}`;
}
