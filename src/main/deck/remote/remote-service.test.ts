import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { eventLoopTurn, FakeClock } from "#runtime/fake-clock.ts";
import { applyDeckEvent } from "#shared/apply-deck-event.ts";
import type { Actor } from "#shared/primitives.ts";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import { aDeck, aService } from "#shared/testing/snapshots.ts";
import type { JsonText } from "../../wire/socket-parser.ts";
import type { RemoteListener, RemoteRequest } from "./remote-connection.ts";
import { parseRemoteAddress } from "./remote-address.ts";
import { RemoteService } from "./remote-service.ts";

const ana: Actor = { kind: "operator", name: "ana" };

interface Asked {
  readonly name: RemoteRequest;
  readonly argument: string | null;
  answer(value: unknown): void;
  fail(error: Error): void;
}

/** The other side of one connection, played by the test. */
class PlayedConnection {
  readonly listener: RemoteListener;
  readonly asked: Asked[] = [];
  isClosed = false;
  isReading = true;

  constructor(listener: RemoteListener) {
    this.listener = listener;
  }

  request(name: RemoteRequest, argument: JsonText | null): Promise<unknown> {
    return new Promise((answer, fail) => this.asked.push({ name, argument: argument?.text ?? null, answer, fail }));
  }

  setReading(on: boolean): void {
    this.isReading = on;
  }

  dispose(): void {
    this.isClosed = true;
  }

  /** What was asked last. */
  get last(): Asked {
    const asked = this.asked.at(-1);
    if (asked === undefined) throw new Error("Nothing was asked");
    return asked;
  }
}

const status = (value: string) => ({ type: "Enum", name: "TaskStatus", value, enum: { RUNNING: "running", NOT_RUNNING: "not_running" } });
const tree = (voltage: number, poll = "NOT_RUNNING") => ({
  type: "DataService",
  name: "Sensor",
  value: { voltage: { type: "float", value: voltage, readonly: false }, poll: { type: "Task", value: { status: status(poll) } } },
});
const news = (full_access_path: string, value: unknown) => ({ data: { full_access_path, value } });

let clock: FakeClock;
let connections: PlayedConnection[];
let mirror: ServiceSnapshot;
let service: RemoteService;

beforeEach(() => {
  clock = new FakeClock();
  connections = [];
  service = new RemoteService({
    id: "sensor",
    address: parseRemoteAddress({ url: "ws://lab-pc:8001", token: "secret" }),
    clock,
    connect: (_, listener) => {
      const connection = new PlayedConnection(listener);
      connections.push(connection);
      return connection;
    },
    record(change) {
      applyDeckEvent(deck, { sequence: deck.sequence + 1, at: clock.now().wall, change: { ...change, service: "sensor" } });
    },
    snapshot: () => mirror,
  });
  mirror = aService("sensor", service.status());
  const deck = aDeck(0, [mirror]);
});

afterEach(() => service.dispose());

function connection(): PlayedConnection {
  const last = connections.at(-1);
  if (last === undefined) throw new Error("Nothing was connected");
  return last;
}

async function connected(voltage = 1.5, poll = "NOT_RUNNING"): Promise<PlayedConnection> {
  if (connections.length === 0) service.command("start", ana);
  connection().listener.opened();
  connection().last.answer(tree(voltage, poll));
  // A tree is applied in slices: one turn of the event loop need not be enough.
  await vi.waitFor(() => expect(mirror.status.state).toBe("running"), 20_000);
  return connection();
}

const voltage = (): unknown => mirror.attributes?.value["voltage"]?.value;

it("is connected once it has told its tree, and says since when and on whose wish", async () => {
  service.command("start", ana);
  expect(mirror.status).toMatchObject({ state: "starting", wanted: { wanted: "running", by: ana } });
  connection().listener.opened();
  expect(mirror.status.state).toBe("starting");
  await connected();
  expect(mirror).toMatchObject({ title: "Sensor", stale: false, tasks: { poll: { state: "inactive" } } });
  expect(voltage()).toBe(1.5);
});

it("takes what is told while the tree is on its way after the tree", async () => {
  service.command("start", ana);
  connection().listener.opened();
  connection().listener.notified(news("voltage", { type: "float", value: 9 }), 100);
  await connected(1.5);
  await vi.waitFor(() => expect(voltage()).toBe(9), 20_000);
});

it("keeps the last values as stale while the connection is down, and takes all afresh when it is back", async () => {
  const first = await connected(1.5, "RUNNING");
  first.listener.ended({ kind: "lost", message: "the service hung up" });
  expect(first.isClosed).toBe(true);
  expect(mirror).toMatchObject({ stale: true, status: { state: "restarting", lastError: { message: "the service hung up" } } });
  expect(voltage()).toBe(1.5);
  await expect(service.writeAttribute("voltage", { type: "float", value: 2 })).rejects.toThrow("wait until it is back");
  await clock.advance(0.5);
  expect(connections).toHaveLength(2);
  await connected(4.5);
  expect(mirror).toMatchObject({ stale: false, status: { state: "running", restarts: 1 }, tasks: { poll: { state: "inactive" } } });
  expect(voltage()).toBe(4.5);
});

it("hears nothing of a connection that is over, however late it comes", async () => {
  service.command("start", ana);
  const old = connection();
  old.listener.opened();
  service.command("restart", ana);
  await connected(3);
  old.last.answer(tree(99));
  await eventLoopTurn();
  expect(voltage()).toBe(3);
});

it("does not try again where it was refused, until someone asks", async () => {
  service.command("start", ana);
  connection().listener.ended({ kind: "refused", message: "This deck does not know the token" });
  expect(mirror.status).toMatchObject({ state: "failed", failureReason: "refused" });
  await clock.advance(3600);
  expect(connections).toHaveLength(1);
  service.command("start", ana);
  await connected();
});

it("is disconnected on request, and stays so", async () => {
  const first = await connected();
  service.command("stop", ana);
  expect(first.isClosed).toBe(true);
  expect(mirror).toMatchObject({ stale: true, status: { state: "stopped", wanted: { wanted: "stopped" } } });
  await expect(service.commandTask("poll", "start")).rejects.toThrow("connect first");
  await clock.advance(3600);
  expect(connections).toHaveLength(1);
});

it("begins anew where it can't understand what it is told, and says why", async () => {
  const first = await connected();
  first.listener.notified({ data: 7 }, 100);
  expect(first.isClosed).toBe(true);
  expect(mirror.status).toMatchObject({ state: "restarting" });
  expect(mirror.status.lastError?.message).toContain("can't be shown");
  await clock.advance(0.5);
  expect(connections).toHaveLength(1);
  await clock.advance(9.5);
  connection().listener.opened();
  connection().last.answer([]);
  await vi.waitFor(() => expect(mirror.status).toMatchObject({ state: "restarting" }), 20_000);
});

it("starts and stops tasks, and says with the service's own words why not", async () => {
  const first = await connected();
  const started = service.commandTask("poll", "start");
  expect(first.last).toMatchObject({ name: "trigger_method" });
  expect(JSON.parse(first.last.argument ?? "")).toMatchObject({ access_path: "poll.start" });
  first.last.answer({ type: "NoneType", value: null });
  await started;
  const refused = service.commandTask("poll", "stop");
  first.last.answer({ type: "Exception", name: "RuntimeError", value: "not now" });
  await expect(refused).rejects.toMatchObject({ name: "RuntimeError", message: "not now" });
  await expect(service.commandTask("nope", "start")).rejects.toThrow("sensor has no task nope");
});

it("restarts a task of pydase, which knows no restart, by stopping it first", async () => {
  const first = await connected(1, "RUNNING");
  const restarted = service.commandTask("poll", "restart");
  first.last.answer(null);
  await eventLoopTurn();
  expect(first.asked).toHaveLength(2);
  first.listener.notified(news("poll.status", status("NOT_RUNNING")), 100);
  await vi.waitFor(() => expect(JSON.parse(first.last.argument ?? "")).toMatchObject({ access_path: "poll.start" }), 20_000);
  first.last.answer(null);
  await restarted;
});

it("does not start a task again that someone stops while it is being restarted", async () => {
  const first = await connected(1, "RUNNING");
  const restarted = service.commandTask("poll", "restart");
  first.last.answer(null);
  const stopped = service.commandTask("poll", "stop");
  first.last.answer(null);
  first.listener.notified(news("poll.status", status("NOT_RUNNING")), 100);
  await Promise.all([restarted, stopped]);
  expect(first.asked.map(({ argument }) => argument ?? "").filter((text) => text.includes("poll.start"))).toEqual([]);
});

it("does not start a task again that does not stop", async () => {
  const first = await connected(1, "RUNNING");
  const restarted = expect(service.commandTask("poll", "restart")).rejects.toThrow("has not stopped within 30 s");
  first.last.answer(null);
  await clock.advance(31);
  await restarted;
  expect(first.asked).toHaveLength(2);
});

it("shows what the service logs", async () => {
  const first = await connected();
  first.listener.logged({ levelname: "ERROR", message: "two\nlines" });
  first.listener.logged({ levelname: "INFO" });
  await clock.advance(1);
  expect(mirror.output.map(({ stream, text }) => `${stream}: ${text}`)).toEqual([
    "deck: Connected to ws://lab-pc:8001",
    "stderr: two",
    "stderr: lines",
  ]);
});

it("can't be reloaded from here", () => {
  expect(() => service.setReloadOnSave()).toThrow("runs elsewhere");
});
