import type { DeckClient } from "./deck-client.ts";

/** How long it takes until another client sees the attribute `value` as it was set, one after the other; milliseconds. */
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
  }
  return times;
}
