import { IconHandStop, IconHeartBroken, IconHeartCheck, IconPlugConnected, IconPower } from "@tabler/icons-react";
import type { JournalEvent } from "#shared/journal.ts";
import { serviceWords } from "../service-words.ts";
import { stateTable, type ShownState, type StateLook } from "./state-table.ts";

/** What happened, as the journal tells it: a state that was entered looks as the state itself. */
const eventTable: Readonly<Record<JournalEvent, StateLook>> = {
  ...stateTable,
  refused: { word: "refused", colour: "amber", icon: IconHandStop },
  unresponsive: { word: "did not answer", colour: "red", icon: IconHeartBroken },
  responsive: { word: "answers again", colour: "green", icon: IconHeartCheck },
  opened: { word: "Dasedeck opened", colour: "blue", icon: IconPlugConnected },
  closed: { word: "Dasedeck closed", colour: "grey", icon: IconPower },
};

/** What a connection enters; it fails only by being refused. */
const connectionStates: Readonly<Partial<Record<JournalEvent, ShownState>>> = { ...serviceWords.address.states, failed: "refused" };

/** What happened to a task or a service; or to the connection to a remote one. */
export function eventLook(event: JournalEvent, isConnection: boolean): StateLook {
  const state = isConnection ? connectionStates[event] : undefined;
  return state === undefined ? eventTable[event] : stateTable[state];
}
