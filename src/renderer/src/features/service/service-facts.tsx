import type { ReactElement } from "react";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import { useDeckTime } from "../../api/use-deck.ts";
import { formatSeconds, formatSpan } from "#shared/format/duration.ts";
import { errorLine, formatExit, formatLocation } from "../../format/error.ts";
import { formatFullTime, formatMoment } from "../../format/time.ts";
import { formatBytes } from "../../format/bytes.ts";
import { formatWanted } from "../../format/wanted.ts";
import { Facts, type FactEntry } from "./facts.tsx";

/** File, process, and why the service is in its state. */
export function ServiceFacts({ service }: { service: ServiceSnapshot }): ReactElement {
  const now = useDeckTime();
  const { status } = service;
  const entries: FactEntry[] = [
    { name: "File", value: service.file },
    { name: "Process id", value: "pid" in status && status.pid !== null ? String(status.pid) : "none" },
    ...usageFacts(service.usage),
    { name: "Since", value: formatFullTime(status.since) },
  ];
  if (status.wanted !== null) entries.push({ name: "Asked by", value: formatWanted(status.wanted, now) });
  entries.push({ name: "Restarts", value: String(status.restarts) });
  if (status.state === "restarting") entries.push({ name: "Next restart", value: formatFullTime(status.nextRestartAt) });
  if (status.endedByTask !== null) entries.push({ name: "Ended by task", value: status.endedByTask });
  if (status.lastExit !== null)
    entries.push({ name: "Last end", value: `${formatExit(status.lastExit)}, ${formatMoment(status.lastExit.at, now)}` });
  if (status.lastError !== null) {
    const place = status.lastError.location === null ? "" : ` (${formatLocation(status.lastError.location)})`;
    entries.push({ name: "Last error", value: `${errorLine(status.lastError)}${place}` });
  }
  const { options } = status;
  entries.push(
    { name: "Restart", value: options.restart === "no" ? "never" : `${options.restart}, after ${formatSeconds(options.restartSec)}` },
    { name: "Restart limit", value: restartLimit(options) },
    { name: "Stop timeout", value: formatSeconds(options.timeoutStopSec) },
    { name: "Watchdog", value: formatSeconds(options.watchdogSec) },
  );
  return <Facts entries={entries} />;
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
