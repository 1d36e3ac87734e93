import { setTimeout as pause } from "node:timers/promises";
import { systemClock } from "#runtime/clock.ts";
import { openJournal } from "../open-journal.ts";
import { ana, event, serviceAdded, statusOf, taskChanged } from "./rounds.ts";
import { ToldTask } from "./told-task.ts";

/** A process that writes to a journal until it is killed, and tells how many failures are surely in it. */
const [, , file = "", workerFile = ""] = process.argv;
const journal = openJournal({ file, workerFile, clock: systemClock, warn: (message) => console.error(message) });
const task = new ToldTask("poll", Date.now());
const running = statusOf("running", Date.now());
journal.recordEvents([
  serviceAdded("laser"),
  event({ kind: "statusChanged", service: "laser", status: running }, Date.now()),
  taskChanged("laser", task.start(ana)),
]);
for (;;) {
  for (let round = 0; round < 50; round++) {
    await pause(1);
    task.ms = Date.now();
    journal.recordEvents([taskChanged("laser", task.fail("no light")), taskChanged("laser", task.restart())]);
  }
  const { failures } = task.snapshot;
  await journal.read({ limit: 1 });
  process.send?.(failures);
}
