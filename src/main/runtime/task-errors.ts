import { DefinitionError } from "./definition-error.ts";

/** A task that is written wrongly: thrown while its class is defined, or its first instance made. */
export class TaskDefinitionError extends DefinitionError {
  override readonly name = "TaskDefinitionError";
}

/** A request that a task can't follow in its present state; the message says what to do instead. */
export class TaskStateError extends Error {
  override readonly name = "TaskStateError";
}

/** What `sleep` rejects with, and what a run's signal is aborted with, when the run is asked to stop. Let it pass, or rethrow it after cleaning up. */
export class TaskCancelled extends Error {
  override readonly name = "TaskCancelled";

  constructor(message = "The task was asked to stop") {
    super(message);
  }
}
