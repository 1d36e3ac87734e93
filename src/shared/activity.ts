import * as z from "zod";

/** A piece of an author's code that began to run in a service process. */
export const activity = z.object({
  kind: z.enum(["task", "method", "setter", "getter", "hook"]),
  /** Its access path; of a hook, how it is called: `onStop() of Laser`. */
  path: z.string().max(2000),
});
export type Activity = Readonly<z.infer<typeof activity>>;

/** What keeps the event loop of a service from turning, as far as that can be told from outside. */
export const blocker = activity.extend({
  /** The event loop has not turned since it began. Otherwise something else may have begun after it, such as a timer's callback. */
  isCertain: z.boolean(),
});
export type Blocker = Readonly<z.infer<typeof blocker>>;

/** As part of a sentence: `the task poll blocks it`. */
export function describeBlocker({ kind, path, isCertain }: Blocker): string {
  const names = {
    task: `the task ${path}`,
    method: `the method ${path}`,
    setter: `the setter of ${path}`,
    getter: `the getter of ${path}`,
    hook: path,
  };
  return isCertain ? `${names[kind]} blocks it` : `${names[kind]} was the last to begin`;
}
