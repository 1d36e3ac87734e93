import { Button, Loader, Tooltip } from "@mantine/core";
import type { ReactElement } from "react";
import { useLate } from "../../components/use-late.ts";

export interface FormButtonProps {
  readonly name: string;
  /** Why the form can't be sent at present; `null` where it can. The form itself sees to it that nothing is sent. */
  readonly obstacle: string | null;
  /** There is nothing to send, which needs no words. */
  readonly isIdle?: boolean;
  readonly pending: boolean;
}

/** Sends the form that it stands in; where that can't be, it says why, to the mouse and to the keyboard. */
export function FormButton({ name, obstacle, isIdle = false, pending }: FormButtonProps): ReactElement {
  const late = useLate(pending);
  const inert = obstacle !== null || isIdle;
  return (
    <Tooltip label={obstacle} disabled={obstacle === null}>
      <Button
        type="submit"
        size="xs"
        aria-disabled={inert}
        aria-busy={pending}
        {...(inert && { "data-disabled": true })}
        leftSection={late ? <Loader size={13} color="currentColor" aria-hidden /> : undefined}
      >
        {name}
      </Button>
    </Tooltip>
  );
}
