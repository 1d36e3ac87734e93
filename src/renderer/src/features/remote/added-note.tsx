import { Button, CloseButton, Text } from "@mantine/core";
import { IconCircleCheck, IconInfoCircle } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useDeck } from "../../api/use-deck.ts";
import { visibleText } from "../../format/visible-text.ts";
import { saysMoreThanWhere, type RemoteDraft } from "./remote-draft.ts";
import type { AddOutcome } from "./use-add-remote.ts";
import classes from "./remote.module.css";

/** What {@link AddedNote} tells. */
export interface AddedNoteProps {
  readonly outcome: AddOutcome;
  readonly draft: RemoteDraft;
  readonly onReplace: () => void;
  readonly onDismiss: () => void;
}

/** What became of the last address that was typed: a token for one that is known already must not be taken for used. */
export function AddedNote({ outcome, draft, onReplace, onDismiss }: AddedNoteProps): ReactElement {
  const title = useDeck((deck) => deck.services.find(({ id }) => id === outcome.service)?.title) ?? outcome.service;
  const name = visibleText(title);
  const canReplace = outcome.kind === "known" && saysMoreThanWhere(draft);
  const Icon = outcome.kind === "added" ? IconCircleCheck : IconInfoCircle;
  return (
    <div className={classes["noted"]}>
      <Icon size={16} aria-hidden />
      <Text size="sm" role="status">
        {outcome.kind === "added" ? `${name} is on the deck.` : `${name} is on the deck already under this address.`}
        {canReplace && " It keeps the name and the token that it was added with."}
      </Text>
      {canReplace && (
        <Button size="compact-sm" variant="default" onClick={onReplace}>
          Replace it
        </Button>
      )}
      <CloseButton size="sm" aria-label="Close the note" onClick={onDismiss} />
    </div>
  );
}
