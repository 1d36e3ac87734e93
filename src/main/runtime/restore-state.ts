import { setImmediate as eventLoopTurn } from "node:timers/promises";
import type { AttributeWrite, SerializedSubtree } from "#shared/serialized.ts";
import type { Restoration, RestoreStep } from "#shared/service-channel.ts";
import type { Clock } from "./clock.ts";
import { describeThrown } from "./error-report.ts";
import { restoreSteps, type Past, type RestorePlan, type ValueStep } from "./restore-steps.ts";
import { spokenWrite } from "./spoken-write.ts";

/** How long setters may take all together, in seconds; whatever takes longer is no longer waited for. */
const patienceSec = 15;
/** So many notes are told one by one. */
const notesTold = 20;

export interface RestoreTarget {
  /** The service itself. */
  readonly root: object;
  /** What it serves now. */
  readonly attributes: SerializedSubtree;
  /** Writes one place as {@link AttributeWrite} does from outside, `readonly` ones included. */
  restoreValue(path: string, write: AttributeWrite): Promise<void>;
}

/** Keeps a value that ends the process from ending each process after it. */
export interface RestoreGuard {
  /** Whether this value ended an earlier process. */
  isLeftOut(value: Restoration): boolean;
  /** Each value is announced, since one of those that seemed to run none of the author's code ended an earlier process. */
  readonly oneByOne: boolean;
  /** Resolves when it is known outside this process, whatever becomes of the process then. */
  announce(step: RestoreStep): Promise<void>;
}

/** What became of what was saved. */
export interface RestoreOutcome {
  /** So many notes tell of something that was saved and is not there now. */
  readonly losses: number;
}

/**
 * Gives a service the values that were saved of it, in the order in which it declares them: attributes, properties whose setter says `@loadState`, and what is
 * in nested services, lists and dicts.
 *
 * A list or dict of plain values comes back as a whole, unless its class puts something else there now than when it was saved, or what it put there then is not
 * known (as with a file of pydase's) and now it puts something there. Then, and where it holds services, an entry is restored where there is one now, as in
 * pydase; nothing is added or taken away. Members that a service gave itself while it ran are not there yet, and are not restored.
 *
 * @param note - told in one line each what was not restored and why; it is never the end of the service
 */
export async function restoreState(
  target: RestoreTarget,
  past: Past,
  guard: RestoreGuard,
  clock: Clock,
  note: (text: string) => void,
): Promise<RestoreOutcome> {
  const notes: string[] = [];
  let losses = 0;
  const lose = (text: string): void => {
    notes.push(text);
    losses += 1;
  };
  const patience = startPatience(clock);
  const announcer = announceTo(guard);
  const restore = async (value: ValueStep): Promise<void> => {
    const { path, write } = value;
    // Told at once, and however many other notes there are: nothing else says that a device is not set as it was.
    if (guard.isLeftOut({ path, write })) {
      note(leftOutNote(path, write));
      return;
    }
    await announcer.before(value);
    try {
      const done = await patience.wait(target.restoreValue(path, write));
      if (!done) lose(`${path} takes more than ${patienceSec} s to restore, which is no longer waited for`);
    } catch (error) {
      lose(`${path} is not restored${value.instead === null ? "" : " as a whole"}: ${describeThrown(error).message}`);
      if (value.instead !== null) await follow(value.instead());
    }
  };
  const follow = async (steps: Iterable<RestorePlan>): Promise<void> => {
    for (const step of steps) {
      if (step.kind === "restore") await restore(step);
      else if (step.isLoss) lose(step.text);
      else notes.push(step.text);
    }
  };
  await follow(restoreSteps(target.root, target.attributes, past));
  await announcer.end();
  patience.end();
  for (const text of notes.slice(0, notesTold)) note(text);
  if (notes.length > notesTold) note(`${notes.length - notesTold} more saved values are not restored`);
  return { losses };
}

function leftOutNote(path: string, write: AttributeWrite): string {
  return (
    `${path} is left out: restoring it to ${spokenWrite(write)} ended the service's process. ` +
    "The saved value is kept, and tried again once the service's files have changed; a new value takes its place"
  );
}

/** Waiting for each of thousands of plain values to be known outside would take longer than restoring them: they are one step, up to the next setter. */
function announceTo(guard: RestoreGuard): { before(value: ValueStep): Promise<void>; end(): Promise<void> } {
  let announced: RestoreStep["kind"] = "nothing";
  const announce = (step: RestoreStep): Promise<void> => {
    announced = step.kind;
    return guard.announce(step);
  };
  return {
    async before({ path, write, bySetter }) {
      if (bySetter || guard.oneByOne) await announce({ kind: "value", path, write });
      else if (announced !== "plain values") await announce({ kind: "plain values" });
    },
    async end() {
      if (announced !== "nothing") await announce({ kind: "nothing" });
    },
  };
}

interface Patience {
  /** Whether it was done in time. */
  wait(done: Promise<void>): Promise<boolean>;
  end(): void;
}

function startPatience(clock: Clock): Patience {
  let expire: () => void = () => undefined;
  const expired = new Promise<void>((resolve) => {
    expire = resolve;
  });
  // Also when nothing is waited for any more, what is done at once is done: a write is told at the end of the turn.
  const late = async (): Promise<boolean> => {
    await expired;
    await eventLoopTurn();
    await eventLoopTurn();
    return false;
  };
  const timer = clock.setTimer(patienceSec, expire);
  return {
    // The first of the two that is settled counts; what still fails later is heard by nobody.
    wait: (done) => Promise.race([done.then(() => true), late()]),
    end: () => {
      timer.dispose();
      expire();
    },
  };
}
