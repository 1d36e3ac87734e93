import type { DataService } from "../data-service.ts";
import { taskOf } from "../task-decorator.ts";
import type { Task } from "../task.ts";

/** The task of that name of a service. */
export function taskNamed(service: DataService, name: string): Task {
  return taskOf(Reflect.get(service, name) as () => Promise<unknown>);
}
