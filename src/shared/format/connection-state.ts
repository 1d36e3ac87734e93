import type { ServiceSnapshot, ServiceStateName, ServiceStatus } from "../service-snapshot.ts";

/** How the connection to a remote service is. */
export type ConnectionState = "connected" | "connecting" | "reconnecting" | "disconnecting" | "disconnected" | "refused";

/** What the state of a remote service says of the connection to it; one that `failed` was refused. */
export const connectionStates: Readonly<Record<ServiceStateName, ConnectionState>> = {
  stopped: "disconnected",
  starting: "connecting",
  running: "connected",
  stopping: "disconnecting",
  restarting: "reconnecting",
  failed: "refused",
};

/** A service's state in words: that of its process, or of the connection to it. */
export function serviceStateWord({
  source,
  status,
}: Pick<ServiceSnapshot, "source" | "status">): ServiceStateName | ConnectionState | "waiting to start" {
  if (source.kind !== "file") return connectionStates[status.state];
  return isQueued(status) ? "waiting to start" : status.state;
}

/** Whether a service was asked to start, and waits while others start. */
export function isQueued(status: ServiceStatus): boolean {
  return status.state === "starting" && status.queued === true;
}
