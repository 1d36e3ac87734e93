import { ActionIcon, Button, Loader, Tooltip } from "@mantine/core";
import type { Icon } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useLate } from "../use-late.ts";
import { rowKeys, type RowCommand } from "./row-keys.ts";
import classes from "./actions.module.css";

/** What an {@link ActionButton} shows and does. */
export interface ActionButtonProps {
  /** Its name, exactly: `Start`, `Stop`, … */
  readonly name: string;
  readonly icon: Icon;
  /** Why it can't be done at present; `null` where it can. */
  readonly obstacle: string | null;
  readonly pending: boolean;
  readonly onAct: () => void;
  readonly danger?: boolean;
  /** To point at, and read out; absent: its name, with its key. */
  readonly hint?: string;
  /** What it does, where a key of the row does it, too. */
  readonly command?: RowCommand;
  /** With its word beside the icon. */
  readonly roomy?: boolean;
}

/**
 * A button of a row. Where it can't be used it says why, to the mouse and to the keyboard: so it is `aria-disabled`, and not `disabled`, which nobody
 * can point at or tab to.
 */
export function ActionButton({
  name,
  icon: ActionIconOf,
  obstacle,
  pending,
  onAct,
  danger = false,
  hint,
  command,
  roomy = false,
}: ActionButtonProps): ReactElement {
  const late = useLate(pending);
  const inert = obstacle !== null;
  const symbol = late ? <Loader size={14} color="currentColor" aria-hidden /> : <ActionIconOf size={16} aria-hidden />;
  const shared = {
    "aria-disabled": inert,
    "aria-busy": pending,
    "aria-description": hint,
    ...(command !== undefined && { "data-command": command, "aria-keyshortcuts": rowKeys[command] }),
    ...(inert && { "data-disabled": true }),
    color: danger ? "red" : "ink",
    onClick: () => {
      if (!inert && !pending) onAct();
    },
  };
  return (
    <Tooltip label={obstacle ?? hint ?? (command === undefined ? name : `${name} (${rowKeys[command]})`)} disabled={roomy && !inert}>
      {roomy ? (
        <Button {...shared} size="compact-sm" variant={danger ? "filled" : "default"} leftSection={symbol}>
          {name}
        </Button>
      ) : (
        <ActionIcon
          {...shared}
          className={danger ? "" : (classes["icon"] ?? "")}
          aria-label={name}
          size={30}
          variant={danger ? "filled" : "subtle"}
        >
          {symbol}
        </ActionIcon>
      )}
    </Tooltip>
  );
}
