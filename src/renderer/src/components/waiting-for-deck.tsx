import { Center, Loader, Stack, Text } from "@mantine/core";
import type { ReactElement } from "react";
import { useConnection } from "../api/use-deck.ts";
import { useLate } from "./use-late.ts";

/** Until the first snapshot is here; quiet while it is quick. */
export function WaitingForDeck(): ReactElement {
  const connection = useConnection();
  const late = useLate(true);
  return (
    <Center component="main" flex={1} aria-label="Deck">
      {late && (
        <Stack align="center" gap="sm" role="status">
          <Loader aria-hidden />
          <Text>{connection.state === "lost" ? "Trying to reach the deck again…" : "Waiting for the deck…"}</Text>
        </Stack>
      )}
    </Center>
  );
}
