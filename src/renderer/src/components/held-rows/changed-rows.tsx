import { UnstyledButton } from "@mantine/core";
import { IconArrowsSort } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { formatCount } from "../../format/count.ts";
import classes from "./held-rows.module.css";

/** What {@link ChangedRows} says. */
export interface ChangedRowsProps {
  /** How many rows would come, leave or move. */
  readonly changed: number;
  /** Puts the rows in their new order. `byKeyboard`: the focus was on the chip, which is gone afterwards. */
  readonly onApply: (byKeyboard: boolean) => void;
}

/** Says how many rows wait for their new place, and puts them there. It takes no room of its own: nothing moves when it appears. */
export function ChangedRows({ changed, onApply }: ChangedRowsProps): ReactElement | null {
  if (changed === 0) return null;
  return (
    <UnstyledButton
      className={classes["chip"]}
      title="Rows keep their places while the pointer or the focus is in the table. Click to show the new order"
      onClick={(event) => onApply(event.detail === 0)}
    >
      <IconArrowsSort size={13} aria-hidden />
      {changed === 1 ? "1 row changed" : `${formatCount(changed)} rows changed`}
    </UnstyledButton>
  );
}
