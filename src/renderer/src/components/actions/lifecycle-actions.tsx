import { IconPlayerPlayFilled, IconPlayerStopFilled, IconRotateClockwise } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { ActionButton } from "./action-button.tsx";

const lifecycleCommands = [
  { command: "start", name: "Start", icon: IconPlayerPlayFilled },
  { command: "stop", name: "Stop", icon: IconPlayerStopFilled },
  { command: "restart", name: "Restart", icon: IconRotateClockwise },
] as const;

type LifecycleCommand = (typeof lifecycleCommands)[number]["command"];

/** A command under way or not, as react-query's mutations are. */
export interface RunningCommand<Target> {
  readonly isPending: boolean;
  readonly mutate: (target: Target) => void;
}

/** What {@link LifecycleActions} offers, and of what. */
export interface LifecycleActionsProps<Target> {
  readonly target: Target;
  readonly commands: Readonly<Record<LifecycleCommand, RunningCommand<Target>>>;
  /** For each command why it can't be given at present; `null` where it can. */
  readonly obstacles: Readonly<Record<LifecycleCommand, string | null>>;
  /** With words beside the icons. */
  readonly roomy: boolean;
}

/** Start, stop and restart, the same for a task and for a service. */
export function LifecycleActions<Target>({ target, commands, obstacles, roomy }: LifecycleActionsProps<Target>): ReactElement[] {
  return lifecycleCommands.map(({ command, name, icon }) => (
    <ActionButton
      key={command}
      name={name}
      icon={icon}
      obstacle={obstacles[command]}
      pending={commands[command].isPending}
      onAct={() => commands[command].mutate(target)}
      roomy={roomy}
    />
  ));
}
