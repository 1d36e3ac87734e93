import {
  IconPlayerPlayFilled,
  IconPlayerStopFilled,
  IconPlug,
  IconPlugOff,
  IconRefresh,
  IconRotateClockwise,
  type Icon,
} from "@tabler/icons-react";
import { connectionStates } from "#shared/format/connection-state.ts";
import type { ServiceSnapshot, ServiceSource, ServiceStateName } from "#shared/service-snapshot.ts";
import type { AskedWords } from "../format/wanted.ts";
import type { ShownState } from "./state/state-table.ts";

/** Start, stop and restart, of whatever it may be. */
export type LifecycleCommand = "start" | "stop" | "restart";

/** What a command is called. */
export interface CommandWord {
  /** Of its button. */
  readonly name: string;
  readonly icon: Icon;
  /** As in `… was not started`. */
  readonly done: string;
}

/** What there is to say of a service: of its process, or of the connection to it. */
export interface ServiceWords {
  readonly states: Readonly<Record<Exclude<ServiceStateName, "failed">, ShownState>>;
  readonly commands: Readonly<Record<LifecycleCommand, CommandWord>>;
  /** As in `started by ana`. */
  readonly asked: AskedWords;
  readonly askedToRun: string;
  /** Why a command can't be given, by the state that stands in its way. */
  readonly obstacles: Readonly<Record<"running" | "starting" | "stopping" | "down", string>>;
  /** Why its values can't be set, and its tasks can't be commanded. */
  readonly noEdit: string;
  readonly noTask: string;
  /** What to do about a task that does not end. */
  readonly stuckAdvice: string;
  readonly neverKnown: string;
  /** Titles of what is told of it. */
  readonly about: string;
  readonly output: string;
  readonly noOutput: string;
  readonly restarts: string;
  readonly nextRestart: string;
}

/** What a task's commands are called; those of a service in a process here, too. */
export const lifecycleWords: Readonly<Record<LifecycleCommand, CommandWord>> = {
  start: { name: "Start", icon: IconPlayerPlayFilled, done: "started" },
  stop: { name: "Stop", icon: IconPlayerStopFilled, done: "stopped" },
  restart: { name: "Restart", icon: IconRotateClockwise, done: "restarted" },
};

/** The one place that says what is true of a service here, and what of a remote one. */
export const serviceWords: Readonly<Record<ServiceSource["kind"], ServiceWords>> = {
  file: {
    states: { stopped: "stopped", starting: "starting", running: "running", stopping: "stopping", restarting: "restarting" },
    commands: lifecycleWords,
    asked: { running: "started", stopped: "stopped" },
    askedToRun: "It was asked to run, and does not",
    obstacles: {
      running: "It is running already",
      starting: "It is starting already",
      stopping: "It is stopping already",
      down: "It is not running",
    },
    noEdit: "The service is not running",
    noTask: "Its service is not running",
    stuckAdvice: "Force-stop or restart its service",
    neverKnown: "Not known before the service has run once.",
    about: "Process",
    output: "Last output",
    noOutput: "It wrote nothing.",
    restarts: "Restarts",
    nextRestart: "Next restart",
  },
  address: {
    states: connectionStates,
    commands: {
      start: { name: "Connect", icon: IconPlug, done: "connected" },
      stop: { name: "Disconnect", icon: IconPlugOff, done: "disconnected" },
      restart: { name: "Reconnect", icon: IconRefresh, done: "reconnected" },
    },
    asked: { running: "connected", stopped: "disconnected" },
    askedToRun: "It was asked to be connected, and is not",
    obstacles: {
      running: "It is connected already",
      starting: "It is connecting already",
      stopping: "It is disconnecting already",
      down: "It is not connected",
    },
    noEdit: "The service is not connected",
    noTask: "Its service is not connected",
    stuckAdvice: "Force-stop its service on the deck that it runs on",
    neverKnown: "Not known before there was a connection.",
    about: "Connection",
    output: "Last messages",
    noOutput: "It told nothing.",
    restarts: "Reconnections",
    nextRestart: "Next attempt",
  },
};

/** Where someone looks for the history of what runs elsewhere. */
export const tasksNotRecorded = "What the tasks of a remote service do is recorded where they run, and not here: only its connection is.";

export function wordsOf({ source }: Pick<ServiceSnapshot, "source">): ServiceWords {
  return serviceWords[source.kind];
}
