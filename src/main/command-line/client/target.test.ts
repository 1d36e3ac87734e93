import { describe, expect, it } from "vitest";
import type { DeckSnapshot } from "#shared/deck-snapshot.ts";
import { aDeck, aService, aStatus, aTask } from "#shared/testing/snapshots.ts";
import { findService, findTarget, findTask } from "./target.ts";

function deckOf(...services: [id: string, tasks: string[]][]): DeckSnapshot {
  const stopped = aStatus({ state: "stopped" });
  return aDeck(
    1,
    services.map(([id, tasks]) =>
      aService(
        id,
        stopped,
        tasks.map((path) => aTask(path, { state: "inactive" })),
      ),
    ),
  );
}

const deck = deckOf(["sensor", ["poll"]], ["sensor.head", ["poll", "channels[0].poll"]], ["pump-service", []]);

describe("a name on the command line", () => {
  it.each([
    ["sensor", "sensor", ""],
    ["sensor.poll", "sensor", "poll"],
    ["sensor.head", "sensor.head", ""],
    ["sensor.head.poll", "sensor.head", "poll"],
    ["sensor.header", "sensor", "header"],
    ["sensor.head.channels[0].poll", "sensor.head", "channels[0].poll"],
    ["sensor.table['a.b']", "sensor", 'table["a.b"]'],
  ])("%s is within the service with the longest id that it begins with", (name, id, path) => {
    const target = findTarget(deck, name);
    expect([target.service.id, target.path]).toEqual([id, path]);
  });

  it.each([
    ["sensr", 'there is no service named "sensr"; did you mean sensor?'],
    ["pump-servic.level", 'there is no service named "pump-servic"; did you mean pump-service?'],
    ["PumpService", 'there is no service named "PumpService"; did you mean pump-service?'],
    ["poll", 'there is no service named "poll"; did you mean sensor.poll?'],
    ["thermostat-controller", 'there is no service named "thermostat-controller"; known: sensor, sensor.head, pump-service, sensor.poll, '],
  ])("%s is not known", (name, message) => expect(() => findTarget(deck, name)).toThrow(message));

  it("is not known on an empty deck", () => expect(() => findTarget(deckOf(), "sensor")).toThrow('named "sensor"; there is none at all'));

  it.each(["sensor.", "sensor.a..b", "sensor.[0", "sensor.rows[x]"])("%s has no path behind its service", (name) =>
    expect(() => findTarget(deck, name)).toThrow("is no access path; write it as"),
  );

  it("names a task, or suggests the nearest", () => {
    expect(findTask(findTarget(deck, "sensor.head.channels[0].poll")).path).toBe("channels[0].poll");
    expect(() => findTask(findTarget(deck, "sensor.pol"))).toThrow('there is no task of sensor named "pol"; did you mean sensor.poll?');
    expect(() => findTask(findTarget(deck, "sensor.__proto__"))).toThrow("there is no task of sensor");
    expect(() => findTask(findTarget(deck, "pump-service.poll"))).toThrow("there is none at all");
  });

  it("is of a service alone where that is wanted", () => {
    expect(findService(deck, "pump-service").id).toBe("pump-service");
    expect(() => findService(deck, "sensor.poll")).toThrow("give the service alone: sensor");
  });
});
