import { IconHandStop, IconHeartBroken, IconHeartCheck, IconPlugConnected, IconPower } from "@tabler/icons-react";
import type { JournalEvent } from "#shared/journal.ts";
import { stateTable, type StateLook } from "./state-table.ts";

/** What happened, as the journal tells it: a state that was entered looks as the state itself. */
export const eventTable: Readonly<Record<JournalEvent, StateLook>> = {
  ...stateTable,
  refused: { word: "refused", colour: "amber", icon: IconHandStop },
  unresponsive: { word: "did not answer", colour: "red", icon: IconHeartBroken },
  responsive: { word: "answers again", colour: "green", icon: IconHeartCheck },
  opened: { word: "Dasedeck opened", colour: "blue", icon: IconPlugConnected },
  closed: { word: "Dasedeck closed", colour: "grey", icon: IconPower },
};
