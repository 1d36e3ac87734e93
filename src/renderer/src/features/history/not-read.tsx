import { Button, Text } from "@mantine/core";
import { IconBookOff, IconReload } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { errorText } from "../../format/error.ts";
import classes from "./entry-list.module.css";

/** In place of what can't be read, the reason. */
export function NotRead({ error, onTryAgain }: { error: unknown; onTryAgain: () => void }): ReactElement {
  return (
    <div className={classes["notRead"]} role="alert">
      <IconBookOff size={28} aria-hidden />
      <Text fw={650}>The journal can’t be read</Text>
      <Text size="sm" className={classes["reason"]}>
        {errorText(error)}
      </Text>
      <Button size="compact-md" variant="default" leftSection={<IconReload size={15} aria-hidden />} onClick={onTryAgain}>
        Try again
      </Button>
    </div>
  );
}
