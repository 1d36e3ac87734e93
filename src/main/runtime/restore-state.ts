import { setImmediate as eventLoopTurn } from "node:timers/promises";
import type { AttributeWrite, SerializedContainer, SerializedObject, SerializedSubtree } from "#shared/serialized.ts";
import type { Restoration, RestoreStep, SavedState } from "#shared/service-channel.ts";
import type { Clock } from "./clock.ts";
import { describeThrown } from "./error-report.ts";
import { memberOptionsOf } from "./member-options.ts";
import { spokenWrite } from "./spoken-write.ts";
import { isThere, savedObject, writeInPlaceOf, type SavedObject } from "./saved-object.ts";

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

/**
 * Gives a service the values that were saved of it, in the order in which it declares them: attributes, properties whose setter says `@loadState`, and what is
 * in nested services, lists and dicts. As in pydase, an entry of a list or dict is restored where there is one now; nothing is added or taken away.
 *
 * @param saved - members by name, ours or pydase's
 * @param note - told in one line each what was not restored and why; it is never the end of the service
 */
export async function restoreState(
  target: RestoreTarget,
  saved: SavedState,
  guard: RestoreGuard,
  clock: Clock,
  note: (text: string) => void,
): Promise<void> {
  const notes: string[] = [];
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
      if (!done) notes.push(`${path} takes more than ${patienceSec} s to restore, which is no longer waited for`);
    } catch (error) {
      notes.push(`${path} is not restored: ${describeThrown(error).message}`);
    }
  };
  for (const step of membersToRestore(target.root, target.attributes, saved)) {
    if (step.kind === "note") notes.push(step.text);
    else await restore(step);
  }
  await announcer.end();
  patience.end();
  for (const text of notes.slice(0, notesTold)) note(text);
  if (notes.length > notesTold) note(`${notes.length - notesTold} more saved values are not restored`);
}

function leftOutNote(path: string, write: AttributeWrite): string {
  return (
    `${path} is left out: restoring it to ${spokenWrite(write)} ended the service's process. ` +
    "The saved value is kept, and tried again once the service's files have changed; a new value takes its place"
  );
}

interface ValueStep extends Restoration {
  readonly kind: "restore";
  /** It is put there by a setter, which may be the author's. */
  readonly bySetter: boolean;
}
type Step = ValueStep | { readonly kind: "note"; readonly text: string };

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

function* membersToRestore(service: unknown, present: SerializedSubtree, saved: unknown): Generator<Step> {
  if (!isRecord(saved)) return;
  for (const [name, member] of Object.entries(present.value)) {
    const before = entryOf(saved, name);
    if (before !== null && isRestored(service, present, name)) {
      yield* valueToRestore(readMember(service, name), member, before, isObject(service) && isProperty(service, name));
    }
  }
}

function isRestored(service: unknown, { type }: SerializedSubtree, name: string): boolean {
  // The limits of a slider are its service's, also when they have changed in its file; the value is the operator's.
  if (type === "NumberSlider" && ["value", "min", "max", "step_size"].includes(name)) return name === "value";
  if (!isObject(service)) return false;
  return !isProperty(service, name) || memberOptionsOf(service, name).loadState === true;
}

function* valueToRestore(live: unknown, present: SerializedObject, saved: SavedObject, bySetter: boolean): Generator<Step> {
  const path = present.full_access_path;
  switch (present.type) {
    case "method":
    case "Image":
      return;
    case "DataService":
    case "NumberSlider":
    case "DeviceConnection":
      // pydase names a subclass of a component by its own name.
      if (isRecord(saved.value)) yield* membersToRestore(live, present, saved.value);
      else yield changedType(present, saved);
      return;
    case "list":
      if (saved.type === "list" && Array.isArray(saved.value)) yield* entriesToRestore(live, present, saved.value as unknown[]);
      else yield changedType(present, saved);
      return;
    case "dict":
      if (saved.type === "dict" && isRecord(saved.value)) yield* entriesToRestore(live, present, saved.value);
      else yield changedType(present, saved);
      return;
    default: {
      const write = writeInPlaceOf(present, saved);
      if (write === null) yield changedType(present, saved);
      else if (!isThere(write, present)) yield { kind: "restore", path, write, bySetter };
    }
  }
}

function* entriesToRestore(live: unknown, present: SerializedContainer, saved: object): Generator<Step> {
  const before = Object.keys(saved).length;
  const now = Object.keys(present.value).length;
  if (before !== now && present.type === "list") {
    yield {
      kind: "note",
      text: `${present.full_access_path} has ${now} entries and ${before} were saved: those that both have are restored`,
    };
  }
  for (const [key, entry] of Object.entries(present.value)) {
    const savedEntry = entryOf(saved, key);
    if (savedEntry !== null) yield* valueToRestore(readMember(live, key), entry, savedEntry, isObject(live) && isProperty(live, key));
  }
}

function changedType({ full_access_path: path, type }: SerializedObject, saved: SavedObject): Step {
  return { kind: "note", text: `${path} is not restored: it is of type ${type} now, and ${saved.type} was saved` };
}

function entryOf(saved: object, key: string): SavedObject | null {
  if (!Object.hasOwn(saved, key)) return null;
  return savedObject.safeParse(Reflect.get(saved, key)).data ?? null;
}

/** What an access path leads to, as far as it is an object that has entries of its own. */
function readMember(owner: unknown, name: string): unknown {
  return isObject(owner) && !isProperty(owner, name) ? Reflect.get(owner, name) : null;
}

function isProperty(owner: object, name: string): boolean {
  for (let holder: object | null = owner; holder !== null; holder = Reflect.getPrototypeOf(holder)) {
    const descriptor = Object.getOwnPropertyDescriptor(holder, name);
    if (descriptor !== undefined) return descriptor.get !== undefined || descriptor.set !== undefined;
  }
  return false;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return isObject(value) && !Array.isArray(value);
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
