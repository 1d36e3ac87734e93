import { ActionIcon, Tooltip } from "@mantine/core";
import { IconLock, IconLockOpen } from "@tabler/icons-react";
import { useSyncExternalStore, type ReactElement } from "react";
import { useDeckAccess } from "../../api/deck-context.tsx";

/** Makes the window view-only until unlocked, against stray clicks. */
export function LockButton(): ReactElement {
  const { locked } = useDeckAccess();
  const isLocked = useSyncExternalStore(locked.subscribe, locked.get);
  return (
    <Tooltip label={isLocked ? "Unlock: allow commands and edits again" : "Lock: view only, until unlocked"}>
      <ActionIcon
        size={36}
        variant={isLocked ? "filled" : "default"}
        aria-label="Lock"
        aria-pressed={isLocked}
        onClick={() => locked.set(!isLocked)}
      >
        {isLocked ? <IconLock size={18} aria-hidden /> : <IconLockOpen size={18} aria-hidden />}
      </ActionIcon>
    </Tooltip>
  );
}
