import { afterEach, expect, it } from "vitest";
import { createClient } from "#shared/api-definition.ts";
import { deckApi } from "#shared/deck-api.ts";
import { openDeckSocket } from "#shared/deck-socket.ts";
import { ServedFiles } from "./pydase/testing/served-files.ts";
import { BareSocket } from "./testing/bare-socket.ts";

/** Nine texts of the longest that is served, which are more than half of what one service may serve. */
const large = (name: string) => ({
  name: `${name}.ts`,
  text: `
  import { DataService } from "dasedeck";
  export default class Large extends DataService {
    ${Array.from({ length: 9 }, (_, index) => `text${index} = "x".repeat(1024 * 1024);`).join("\n")}
  }`,
});

let served: ServedFiles;

afterEach(() => served.close());

it("lets in whoever asks for a tree or a snapshot of more than 16 Mi characters", { timeout: 60_000 }, async () => {
  served = await ServedFiles.open([large("left"), large("right")]);
  const transport = openDeckSocket({ origin: new URL(served.url).origin });
  await new Promise<void>((resolve) => void transport.onConnection(({ state }) => (state === "connected" ? resolve() : undefined)));
  const api = createClient(deckApi, (request) => transport.send(request));
  const { services } = await api.getSnapshot(undefined);
  expect(services.map(({ id, attributes }) => [id, JSON.stringify(attributes).length > 9 << 20])).toEqual([
    ["left", true],
    ["right", true],
  ]);
  transport.dispose();
  const socket = await BareSocket.open(served.url);
  await socket.connect();
  socket.send('421["service_serialization"]');
  expect((await socket.until((packet) => packet.startsWith("431"))).length).toBeGreaterThan(18 << 20);
  socket.close();
});
