import { CopyButton, UnstyledButton } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import type { ReactElement } from "react";
import classes from "./settings.module.css";

export interface CopyLineProps {
  /** What the text is, as in `Copy the token`. */
  readonly what: string;
  readonly text: string;
}

/** A text for elsewhere, with a button that copies it. */
export function CopyLine({ what, text }: CopyLineProps): ReactElement {
  return (
    <span className={classes["copyLine"]}>
      <code>{text}</code>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <UnstyledButton
            className={classes["copy"]}
            aria-label={copied ? "Copied" : `Copy ${what}`}
            title={copied ? "Copied" : `Copy ${what}`}
            onClick={copy}
          >
            {copied ? <IconCheck size={15} aria-hidden /> : <IconCopy size={15} aria-hidden />}
          </UnstyledButton>
        )}
      </CopyButton>
    </span>
  );
}
