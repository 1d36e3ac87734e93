import {
  IconActivityHeartbeat,
  IconAlertOctagon,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleMinus,
  IconCircleOff,
  IconCircleX,
  IconHelpCircle,
  IconKeyOff,
  IconPlug,
  IconPlugConnected,
  IconPlugConnectedX,
  IconPlugOff,
  IconPlugX,
  IconProgressBolt,
  IconProgressDown,
  IconProgressX,
  IconRefreshAlert,
  type Icon,
} from "@tabler/icons-react";
import type { ConnectionState } from "#shared/format/connection-state.ts";
import type { ServiceStateName } from "#shared/service-snapshot.ts";
import type { UncertainState } from "#shared/task-condition.ts";
import type { TaskStateName } from "#shared/task-snapshot.ts";

/** Every state that a row can show. */
export type ShownState = TaskStateName | ServiceStateName | ConnectionState | UncertainState;

export interface StateLook {
  readonly word: string;
  readonly colour: "green" | "amber" | "blue" | "red" | "grey";
  readonly icon: Icon;
}

/** The one place that says how a state looks. */
export const stateTable = {
  stuck: { word: "stuck", colour: "red", icon: IconAlertOctagon },
  failed: { word: "failed", colour: "red", icon: IconCircleX },
  restarting: { word: "restarting", colour: "amber", icon: IconRefreshAlert },
  starting: { word: "starting", colour: "blue", icon: IconProgressBolt },
  stopping: { word: "stopping", colour: "blue", icon: IconProgressDown },
  running: { word: "running", colour: "green", icon: IconActivityHeartbeat },
  finished: { word: "finished", colour: "grey", icon: IconCircleCheck },
  inactive: { word: "inactive", colour: "grey", icon: IconCircleDashed },
  stopped: { word: "stopped", colour: "grey", icon: IconCircleMinus },
  refused: { word: "refused", colour: "red", icon: IconKeyOff },
  reconnecting: { word: "reconnecting", colour: "amber", icon: IconPlugX },
  connecting: { word: "connecting", colour: "blue", icon: IconPlug },
  disconnecting: { word: "disconnecting", colour: "blue", icon: IconProgressX },
  connected: { word: "connected", colour: "green", icon: IconPlugConnected },
  disconnected: { word: "disconnected", colour: "grey", icon: IconPlugOff },
  "not confirmed": { word: "not confirmed", colour: "amber", icon: IconHelpCircle },
  "not running": { word: "not running", colour: "grey", icon: IconCircleOff },
  stale: { word: "stale", colour: "grey", icon: IconPlugConnectedX },
} satisfies Record<ShownState, StateLook>;
