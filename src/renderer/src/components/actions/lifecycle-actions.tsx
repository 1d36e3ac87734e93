import type { ReactElement } from "react";
import { lifecycleWords, type CommandWord, type LifecycleCommand } from "../service-words.ts";
import { ActionButton } from "./action-button.tsx";

const lifecycleCommands: readonly LifecycleCommand[] = ["start", "stop", "restart"];

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
  readonly words?: Readonly<Record<LifecycleCommand, CommandWord>>;
  /** With words beside the icons. */
  readonly roomy: boolean;
}

/** Start, stop and restart, the same for a task and for a service; for a connection only the words are others. */
export function LifecycleActions<Target>(props: LifecycleActionsProps<Target>): ReactElement[] {
  const { target, commands, obstacles, words = lifecycleWords, roomy } = props;
  return lifecycleCommands.map((command) => (
    <ActionButton
      key={command}
      command={command}
      name={words[command].name}
      icon={words[command].icon}
      obstacle={obstacles[command]}
      pending={commands[command].isPending}
      onAct={() => commands[command].mutate(target)}
      roomy={roomy}
    />
  ));
}
