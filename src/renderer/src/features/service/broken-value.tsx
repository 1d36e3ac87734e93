import { UnstyledButton } from "@mantine/core";
import { useState, type ReactElement } from "react";
import classes from "./service.module.css";

/** Why an attribute has no value, in a few lines; in full on a click. */
export function BrokenValue({ reason }: { reason: string }): ReactElement {
  const [open, setOpen] = useState(false);
  return (
    <UnstyledButton
      className={classes["exception"]}
      data-open={open || undefined}
      aria-expanded={open}
      title={reason}
      onClick={() => setOpen(!open)}
    >
      {reason}
    </UnstyledButton>
  );
}
