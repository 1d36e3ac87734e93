import { join } from "node:path";
import type { ExampleService } from "#shared/deck-snapshot.ts";

const examples = [
  {
    name: "sensor-service",
    title: "Sensor Service",
    description: "A simulated sensor, read by a task that starts by itself. Change its readout frequency and see the rate follow.",
  },
  {
    name: "advanced-task-service",
    title: "Advanced Task Service",
    description: "A task that always fails: restarted five times, two seconds apart, then given up, and its service ends with it.",
  },
];

/** The example services that come with Dasedeck. */
export function exampleServices(folder: string): ExampleService[] {
  return examples.map((example) => ({ ...example, file: join(folder, `${example.name}.ts`) }));
}
