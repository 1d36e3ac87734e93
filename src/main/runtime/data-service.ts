import "./symbol-metadata.ts";
import "./structured-clone.ts";
import { Observation } from "./observation.ts";
import { ObservingHandler } from "./observed.ts";

declare const brand: unique symbol;

/**
 * What a service extends. Its public attributes are read, written and watched from outside as they are, without annotations; its public methods can be called,
 * and its getters are read again when something that they read has changed. Names that begin with `_` or `#` are private, and so is what TypeScript calls `private` or
 * `protected`; a `readonly` member can't be written from outside.
 *
 * **What is served as what.** A `number` is a float, a `bigint` or a number marked `@integer` an integer; booleans, text, `null` and `undefined` are
 * themselves; a `Date` is a point in time; a value of `choice`, or one marked `@choices`, is one of its names; a `quantity` has its unit; arrays are lists, plain
 * objects with text as keys are dicts, services within services, lists and dicts are subtrees, with their tasks. Anything else (a `Map`, a `Set`, a typed array, a
 * function, an instance of another class, a subclass of `Array`) is left out, with one warning in the log; in a list its place says so. Symbols as names and
 * properties that are not enumerable are private. So is what has no access path: a name that holds one of `.[]"'`.
 *
 * **Lists and dicts are observed deep inside.** `this.limits.push(3)`, `this.table.x = 1`, `delete`, `sort` and all the rest are seen: one entry that changes is
 * told by itself (`limits[1]`, `table["x"]`), an edit that moves, adds or takes away entries tells the list, and one that takes a key away the dict. What an
 * attribute gives is a view of the array that was put in: always the same one, equal to itself, an array for `Array.isArray`, `JSON.stringify` and
 * `structuredClone`. Keep that one: what is written through another reference, such as the array literal's own variable, is not seen. Nor is what is within a
 * *frozen* array or object, which is served as it is, and refuses writes. For `postMessage`, clone first.
 *
 * **#private fields** are not observed, and what they hold is not either. A setter tells that its property may have changed; a getter that shows a #private field
 * which a method changes does not notice. Keep such a value in a name with `_`.
 *
 * **Base classes.** Getters, setters and methods that a base class declares are members like the class's own, and come before these; what a subclass declares again takes
 * their place as a whole: a getter alone makes the property read-only, as in JavaScript.
 *
 * **One object in two places** is told of in both. What contains itself is left out where it would begin again. Services, lists and dicts may be 32 levels deep.
 * Lists and dicts are served up to 10,000 entries each and text up to 1 MiB; one service serves up to 100,000 members and entries and 16 Mi characters of text, all
 * together. What is more shows an error in its place, costs nothing, and is served again once it is less.
 *
 * **Tasks** of a service that is put into the tree are started as `autostart` says once the service runs; those of a service that is taken out of its last place
 * are stopped. A service that is only moved within one turn of the event loop keeps its tasks running.
 *
 * **Changes** of one turn of the event loop are told together, in order, each place once, with the time of that turn. An equal value is no change, and
 * neither is an array with equal contents.
 *
 * **A write from outside** is checked against the type that is there (or was, while a getter fails), `@readonly`, `@range`, `@integer` and the choices; what is said of a
 * list or dict holds for each entry, those still to come too. A list whose entries are all of one type takes further ones of that type only; a dict takes new keys with any
 * value. A setter may throw to refuse a write, and make its writer wait by `answerAfter`. What was empty takes any value, and may be emptied again. A frozen service
 * is read-only. What the service itself writes is not checked.
 *
 * **After a restart**, a reload or a crash the service has its values again: attributes, and properties whose setter says `@loadState`. What is `@readonly`, or `readonly` in
 * TypeScript, is restored only with `@loadState`. A value that nobody has written, and the service has not changed, follows the class's default when that is edited; any
 * other stays, and the service's output says what the default is now. A list or dict of plain values comes
 * back as a whole, in the array or object that the class made, with what was added, taken out or moved. With a state file of pydase's for a list that is not empty, and where
 * services, functions or getters are in it, each entry that is there now gets its value, as in pydase, and nothing is added; the service's output says what was not taken, and the values as they were saved are
 * kept in a file beside the state file. A restored value has to fit as a written one has to (its type, `@range`, the choices, the limits above), but for lists and dicts not
 * the types of the other entries. Services that were put into lists and dicts while it ran, and attributes that it gave itself then and its class does not declare, are not made
 * anew: that is the service's own affair. The values of such attributes stay in the state file, for a class that declares them one day.
 *
 * @example
 * export default class Lamp extends DataService {
 *   brightness = 0.5;
 * }
 */
export class DataService {
  /** Nothing but a class that extends this one passes for it; there is no such field. */
  declare readonly [brand]: true;

  /**
   * Called when the service ends in order (a stop, a restart, a reload, the end of the deck), after its tasks have stopped: to close what the service has opened. May
   * be async. Values that are set here are saved. It is not served. `[Symbol.asyncDispose]()` is called after it. A service ends before the services that are parts of it;
   * of these, the one that was declared last comes first. All of them together have the service's `timeoutStopSec`. Neither is called when the process crashes or is killed.
   */
  onStop?(): unknown;

  constructor() {
    // Field initialisers, decorators and methods of subclasses get what the constructor returns as their `this`, so every write is seen.
    const observation = new Observation();
    const service = new Proxy<DataService>(this, new ObservingHandler(observation));
    observations.set(service, observation);
    return service;
  }
}

const observations = new WeakMap<object, Observation>();

/** Whether an object was made by a constructor of `DataService`, and does not only have its prototype. */
export function isConstructed(object: object): object is DataService {
  return observations.has(object);
}

/**
 * What is going on in a service.
 *
 * @throws TypeError if the object was not made by a constructor of `DataService`.
 */
export function observationOf(service: DataService): Observation {
  const observation = observations.get(service);
  if (observation === undefined) throw new TypeError("Not an instance of a DataService");
  return observation;
}
