import { Button, Text, Tooltip } from "@mantine/core";
import { modals } from "@mantine/modals";
import { notifications } from "@mantine/notifications";
import { IconPlayerStopFilled } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useDeckAccess } from "../../api/deck-context.tsx";
import { useObstacle } from "../../api/use-command.ts";
import { useDeck, useReadDeck } from "../../api/use-deck.ts";
import { errorText } from "../../format/error.ts";
import { hasStoppableTask, stopAllSentence, stoppableTasks } from "./stoppable-tasks.ts";

/** Stops every task of every service, after asking once. */
export function StopAllButton(): ReactElement {
  const { api } = useDeckAccess();
  const anyTask = useDeck((deck) => hasStoppableTask(deck.services)) ?? false;
  const readDeck = useReadDeck();
  const barred = useObstacle();
  const obstacle = barred ?? (anyTask ? null : "No task is running");
  const stopAll = useMutation({
    mutationFn: async () => {
      const tasks = stoppableTasks(readDeck()?.services ?? []);
      const results = await Promise.allSettled(tasks.map((task) => api.stopTask(task)));
      const refusals = results.flatMap((result, index) =>
        result.status === "rejected" ? [`${tasks[index]?.task ?? ""}: ${errorText(result.reason)}`] : [],
      );
      if (refusals.length > 0) throw new Error(refusals.join("\n"));
    },
    onError: (error) => notifications.show({ color: "red", title: "Not every task was stopped", message: error.message, autoClose: false }),
  });
  const ask = (): void => {
    const services = readDeck()?.services ?? [];
    modals.openConfirmModal({
      title: "Stop all tasks?",
      children: (
        <Text size="sm">
          {stopAllSentence(stoppableTasks(services), services)} The services stay loaded, and their values stay readable.
        </Text>
      ),
      labels: { confirm: "Stop all", cancel: "Cancel" },
      confirmProps: { color: "red" },
      onConfirm: () => stopAll.mutate(),
    });
  };
  return (
    <Tooltip label={obstacle} disabled={obstacle === null}>
      <Button
        variant="default"
        aria-disabled={obstacle !== null}
        data-disabled={obstacle !== null}
        leftSection={<IconPlayerStopFilled size={15} aria-hidden />}
        onClick={() => {
          if (obstacle === null) ask();
        }}
      >
        Stop all tasks
      </Button>
    </Tooltip>
  );
}
