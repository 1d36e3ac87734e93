import { join } from "node:path";
import type { ExampleService } from "#shared/deck-snapshot.ts";
import { canonicalPath } from "./canonical-path.ts";

const examples = [
  {
    name: "sensor-service",
    title: "Sensor Service",
    description: "A simulated sensor, read by a task. Change its readout frequency and see the rate follow.",
  },
  {
    name: "advanced-task-service",
    title: "Advanced Task Service",
    description: "A task that always fails: restarted five times, then given up, and its service ends with it.",
  },
  {
    name: "device-connection-service",
    title: "Device Connection Service",
    description: "A simulated power supply whose cable comes loose now and then, and which reconnects by itself.",
  },
  {
    name: "number-slider-service",
    title: "Number Slider Service",
    description: "Sliders, and values with units that are converted when they are written in another one.",
  },
  {
    name: "nested-channels-service",
    title: "Nested Channels Service",
    description: "A simulated data logger: channels in a list and by name, each a service of its own.",
  },
  {
    name: "simulated-camera-service",
    title: "Simulated Camera Service",
    description: "A live picture of a spot of light that wanders about, computed by a task.",
  },
  {
    name: "pump-service",
    title: "Pump Service",
    description: "A simulated pump with modes, buttons, a status in colour, and a speed that is confirmed.",
  },
];

/** The example services that come with Dasedeck; their files by the names that loaded services have. */
export function exampleServices(folder: string): ExampleService[] {
  return examples.map((example) => ({ ...example, file: canonicalPath(join(folder, `${example.name}.ts`)) }));
}
