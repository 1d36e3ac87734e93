import type { Task } from "#runtime/author-task.ts";
import { taskOf as supervisedTaskOf } from "#runtime/task-decorator.ts";

/**
 * The task behind a method marked `@task`: a decorator can't change what TypeScript knows of a method.
 *
 * @param method - of an instance, such as `service.readSensorData`.
 * @throws TypeError if it is not the task of an instance.
 */
export function taskOf(method: () => Promise<unknown>): Task {
  return supervisedTaskOf(method);
}
