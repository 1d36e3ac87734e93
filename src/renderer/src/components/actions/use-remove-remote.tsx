import { Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { useCommand } from "../../api/use-command.ts";
import { visibleText } from "../../format/visible-text.ts";

/** A remote service, to be removed. */
export interface RemovableRemote {
  readonly id: string;
  readonly title: string;
  readonly url: string;
}

/** Takes a remote service off the deck, after asking once. */
export function useRemoveRemote({ id, title, url }: RemovableRemote): { isPending: boolean; ask: () => void } {
  const name = visibleText(title);
  const remove = useCommand("removeRemote", `${name} was not removed`);
  return {
    isPending: remove.isPending,
    ask: () => {
      modals.openConfirmModal({
        title: `Remove ${name}?`,
        children: (
          <Text size="sm">
            The deck disconnects from it, and forgets its address and its token. The service itself goes on where it runs:{" "}
            <b style={{ overflowWrap: "anywhere" }}>{visibleText(url)}</b>
          </Text>
        ),
        labels: { confirm: "Remove", cancel: "Cancel" },
        confirmProps: { color: "red" },
        onConfirm: () => remove.mutate({ service: id }),
      });
    },
  };
}
