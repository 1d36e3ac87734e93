import { afterEach, beforeEach, expect, it } from "vitest";
import { FakeClock } from "#runtime/fake-clock.ts";
import { ServiceLink, type ServiceLinkListener } from "./service-link.ts";
import { FakeServiceProcess } from "./testing/fake-service-process.ts";

let clock: FakeClock;
let process: FakeServiceProcess;
let link: ServiceLink;

const heard = (): undefined => undefined;
const listener: ServiceLinkListener = {
  mayLoadFor: heard,
  restoring: heard,
  loaded: heard,
  loadFailed: heard,
  treeChanged: heard,
  endedByTask: heard,
  crashed: heard,
  usageChanged: heard,
  wrote: heard,
  exited: heard,
  responsivenessChanged: heard,
  silentFor: heard,
};

beforeEach(() => {
  clock = new FakeClock();
  process = new FakeServiceProcess();
  link = new ServiceLink(process, clock, listener);
});

afterEach(() => link.dispose());

it.each([
  ["may block it for certain, though an answer from before is handled after it", 0, true],
  ["is only the last to begin once the event loop has turned", 1, false],
])("what began %s", async (_, reportedActivities, isCertain) => {
  void process.host.began({ kind: "task", path: "poll" });
  process.reportedActivities = reportedActivities;
  await clock.advance(2);
  expect(link.blocker).toEqual({ kind: "task", path: "poll", isCertain });
});
