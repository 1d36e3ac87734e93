import type { ServiceSnapshot, ServiceStateName } from "../service-snapshot.ts";

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

/** A service's state in a word: that of its process, or of the connection to it. */
export function serviceStateWord({ source, status }: Pick<ServiceSnapshot, "source" | "status">): ServiceStateName | ConnectionState {
  return source.kind === "file" ? status.state : connectionStates[status.state];
}
