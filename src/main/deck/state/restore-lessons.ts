import { noLessons, type LoadRequest, type RestoreLessons, type RestoreReport, type RestoreStep } from "#shared/service-channel.ts";

/** What a process was restoring, as it announced it. */
export interface Restoring {
  readonly step: RestoreStep;
  /** Mark of the files that the process was made of. */
  readonly sources: string;
}

/** The values of a service that its next process takes up, and what those that ended while they did so have taught. */
export interface SavedValues {
  /** Never fails. */
  toRestore(): Promise<Pick<LoadRequest, "savedState" | "savedDefaults" | "writtenPaths" | "restoreLessons">>;
  /** Someone has written to that place from outside: what is there now stays, whatever the class's default becomes. */
  written(path: string): void;
  /** A method was called from outside; one of a list or dict, such as `append`, writes to it. */
  called(path: string): void;
  /** Places that someone has written to, the latest last. */
  readonly writtenPaths: readonly string[];
  /** What is there, and below, is the class's default again, which it follows from now on. */
  reset(path: string): void;
  /** The process ended in this step, or did not return from it. */
  learn(restoring: Restoring): void;
  /** A process serves from now on; what it says of the values that it was given. */
  loaded(report: RestoreReport): void;
  /** All was restored that was to be, by a process of these files. */
  restored(sources: string): void;
}

/** What the end of a process in that step teaches. Of files that have changed since, all that was known is forgotten: it is learnt anew, if it is still true. */
export function learn(lessons: RestoreLessons, { step, sources }: Restoring): RestoreLessons {
  const known = ofSources(lessons, sources);
  switch (step.kind) {
    case "nothing":
      return lessons;
    case "plain values":
      return { ...known, oneByOne: true };
    case "value": {
      const { path, write } = step;
      return { ...forget(known, path), leftOut: [...forget(known, path).leftOut, { path, write }] };
    }
  }
}

/** What is still known when a process has restored all that it was to. */
export function afterRestore(lessons: RestoreLessons, sources: string): RestoreLessons {
  const known = ofSources(lessons, sources);
  return known.oneByOne ? { ...known, oneByOne: false } : known;
}

/** The value at that path is another now. */
export function forget(lessons: RestoreLessons, path: string): RestoreLessons {
  const leftOut = lessons.leftOut.filter((value) => value.path !== path);
  return leftOut.length === lessons.leftOut.length ? lessons : { ...lessons, leftOut };
}

function ofSources(lessons: RestoreLessons, sources: string): RestoreLessons {
  return lessons.sources === sources ? lessons : { ...noLessons, sources, oneByOne: lessons.oneByOne };
}
