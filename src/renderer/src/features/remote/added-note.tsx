import { CloseButton, Text } from "@mantine/core";
import { IconCircleCheck, IconInfoCircle } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useDeck } from "../../api/use-deck.ts";
import { visibleText } from "../../format/visible-text.ts";
import type { AddOutcome } from "./use-add-remote.ts";
import classes from "./remote.module.css";

/** What became of the last address that was typed. */
export function AddedNote({ outcome, onDismiss }: { outcome: AddOutcome; onDismiss: () => void }): ReactElement | null {
  const title = useDeck((deck) => deck.services.find(({ id }) => id === outcome.service)?.title);
  // It may have been removed since.
  if (title === undefined) return null;
  const name = visibleText(title);
  const Icon = outcome.kind === "added" ? IconCircleCheck : IconInfoCircle;
  return (
    <div className={classes["noted"]}>
      <Icon size={16} aria-hidden />
      <Text size="sm" role="status">
        {outcome.kind === "added" ? `${name} is on the deck.` : `This address is on the deck already, as ${name}.`}
      </Text>
      <CloseButton size="sm" aria-label="Close the note" onClick={onDismiss} />
    </div>
  );
}
