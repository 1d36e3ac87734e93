import { setTimeout as delay } from "node:timers/promises";
import type { DeckClient } from "./deck-client.ts";

/** Between two writes: longer than the rhythm at which the deck tells what comes fast. */
const pauseMs = 20;

/** How long it takes until another client sees the attribute `value` as it was set there, one after the other with a pause between; milliseconds. */
export async function timeWrites(writer: DeckClient, reader: DeckClient, id: string, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < count; index++) {
    const value = Math.random();
    const begin = performance.now();
    const seen = reader.until("the other client sees what was set", id, ({ attributes }) => attributes?.value["value"]?.value === value);
    const set = writer.api.setAttribute({ service: id, path: "value", value: { type: "float", value } });
    await seen;
    times.push(performance.now() - begin);
    await set;
    await delay(pauseMs);
  }
  return times;
}
