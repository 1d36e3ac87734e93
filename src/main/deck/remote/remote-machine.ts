import type { Instant } from "#runtime/clock.ts";
import { decideRestart, type RestartOptions } from "#runtime/restart-decision.ts";
import type { Actor, ErrorReport, IsoTime, Wanted } from "#shared/primitives.ts";
import type { ConnectionEnd } from "./remote-connection.ts";

/** The connection to a remote service is supervised as a process is, and tried again for ever: after half a second at first, after half a minute in the end. */
const reconnecting: RestartOptions = {
  restartOnException: true,
  restartSec: 0.5,
  restartSteps: 7,
  restartMaxDelaySec: 30,
  startLimitIntervalSec: null,
  startLimitBurst: 1,
};

/** What can't be shown costs the deck work each time: after ten seconds at first, after ten minutes in the end. */
const retryingUnusable: RestartOptions = { ...reconnecting, restartSec: 10, restartSteps: 6, restartMaxDelaySec: 600 };
/** A connection that lasted so long was a good one, in seconds; one that ends before is tried again as late as if it had failed. */
const steadyAfterSec = 10;
const usableAfterSec = 60;

export type RemoteState =
  | { readonly kind: "disconnected" | "connecting" | "connected" | "refused" }
  | { readonly kind: "waiting"; readonly nextAttemptAt: IsoTime; readonly delaySec: number };

/** All that the supervision of a connection knows. */
export interface RemoteModel {
  readonly state: RemoteState;
  readonly since: IsoTime;
  readonly wanted: Wanted | null;
  /** How often the service was there again since someone asked to connect. */
  readonly reconnections: number;
  /** Attempts that have failed, and connections that ended at once, since it was there for a while. */
  readonly failures: number;
  /** How often the service sent what can't be shown since it was there for a longer while. */
  readonly unusable: number;
  /** When it was connected, in milliseconds of the monotonic clock; `null` while it is not. */
  readonly connectedAtMs: number | null;
  /** Whether it was there since someone asked to connect. */
  readonly wasConnected: boolean;
  readonly lastError: ErrorReport | null;
}

/** What happened to a connection: by a person, a timer, or the other side. */
export type RemoteEvent =
  | { readonly kind: "connect" | "disconnect" | "reconnect"; readonly by: Actor }
  /** The service has told all that it serves. */
  | { readonly kind: "treeCame" }
  | { readonly kind: "ended"; readonly end: ConnectionEnd }
  | { readonly kind: "attemptDue" };

/** What the driver does, in order. */
export type RemoteEffect = { readonly kind: "open" | "close" | "clearTimer" } | { readonly kind: "setTimer"; readonly delaySec: number };

export interface RemoteTransition {
  readonly model: RemoteModel;
  readonly effects: readonly RemoteEffect[];
}

export function newRemoteModel(now: Instant): RemoteModel {
  return {
    state: { kind: "disconnected" },
    since: now.wall,
    wanted: null,
    reconnections: 0,
    failures: 0,
    unusable: 0,
    connectedAtMs: null,
    wasConnected: false,
    lastError: null,
  };
}

/** Decides; touches nothing. What does not fit the state changes nothing. */
export function transition(model: RemoteModel, event: RemoteEvent, now: Instant): RemoteTransition {
  switch (event.kind) {
    case "connect":
      return connect(asked(model, "running", event.by, now), now);
    case "disconnect":
      return disconnect(asked(model, "stopped", event.by, now), now);
    case "reconnect":
      return connectAnew(asked(model, "running", event.by, now), now);
    case "treeCame":
      return model.state.kind === "connecting" ? { model: connected(model, now), effects: [] } : unchanged(model);
    case "ended":
      return isOpen(model) ? ended(model, event.end, now) : unchanged(model);
    case "attemptDue":
      return model.state.kind === "waiting"
        ? { model: enter(model, { kind: "connecting" }, now), effects: [{ kind: "open" }] }
        : unchanged(model);
  }
}

function asked(model: RemoteModel, wanted: Wanted["wanted"], by: Actor, now: Instant): RemoteModel {
  return { ...model, wanted: { wanted, by, at: now.wall } };
}

/** Who does not want to wait any longer has it tried at once. */
function connect(model: RemoteModel, now: Instant): RemoteTransition {
  return isOpen(model) ? unchanged(model) : connectAnew(model, now);
}

function connectAnew(model: RemoteModel, now: Instant): RemoteTransition {
  const begun = { ...model, reconnections: 0, failures: 0, unusable: 0, wasConnected: false, lastError: null };
  return { model: enter(begun, { kind: "connecting" }, now), effects: [...endOf(model), { kind: "open" }] };
}

function disconnect(model: RemoteModel, now: Instant): RemoteTransition {
  if (model.state.kind === "disconnected") return unchanged(model);
  return { model: enter(model, { kind: "disconnected" }, now), effects: endOf(model) };
}

function connected(model: RemoteModel, now: Instant): RemoteModel {
  const reconnections = model.reconnections + (model.wasConnected ? 1 : 0);
  return enter({ ...model, reconnections, wasConnected: true }, { kind: "connected" }, now);
}

function ended(model: RemoteModel, { kind, message }: ConnectionEnd, now: Instant): RemoteTransition {
  const lastError: ErrorReport = { name: "ConnectionError", message, stack: null, location: null, at: now.wall };
  const lastedSec = model.connectedAtMs === null ? 0 : (now.monotonicMs - model.connectedAtMs) / 1000;
  const counts = {
    failures: (lastedSec >= steadyAfterSec ? 0 : model.failures) + (kind === "lost" ? 1 : 0),
    unusable: (lastedSec >= usableAfterSec ? 0 : model.unusable) + (kind === "unusable" ? 1 : 0),
  };
  const failed = { ...model, ...counts, lastError };
  const close: RemoteEffect = { kind: "close" };
  if (kind === "refused") return { model: enter(failed, { kind: "refused" }, now), effects: [close] };
  const [options, count] = kind === "lost" ? ([reconnecting, counts.failures] as const) : ([retryingUnusable, counts.unusable] as const);
  const decision = decideRestart(options, { performedAtMs: [], restarts: count - 1 }, now.monotonicMs);
  if (decision.kind !== "restart") return { model: enter(failed, { kind: "refused" }, now), effects: [close] };
  const { delaySec } = decision;
  const nextAttemptAt = new Date(Date.parse(now.wall) + delaySec * 1000).toISOString();
  const waiting = enter(failed, { kind: "waiting", nextAttemptAt, delaySec }, now);
  return { model: waiting, effects: [close, { kind: "setTimer", delaySec }] };
}

/** What ends whatever is under way. */
function endOf(model: RemoteModel): RemoteEffect[] {
  if (model.state.kind === "waiting") return [{ kind: "clearTimer" }];
  return isOpen(model) ? [{ kind: "close" }] : [];
}

function isOpen({ state }: RemoteModel): boolean {
  return state.kind === "connecting" || state.kind === "connected";
}

function enter(model: RemoteModel, state: RemoteState, now: Instant): RemoteModel {
  return { ...model, state, since: now.wall, connectedAtMs: state.kind === "connected" ? now.monotonicMs : null };
}

function unchanged(model: RemoteModel): RemoteTransition {
  return { model, effects: [] };
}
