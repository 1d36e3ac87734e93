import { attributePath } from "#shared/access-path.ts";
import { DisposableStore, type Disposable } from "#shared/disposable.ts";
import type { ErrorReport } from "#shared/primitives.ts";
import type { SerializedDataService } from "#shared/serialized.ts";
import { classOf } from "./class-of.ts";
import type { Clock } from "./clock.ts";
import { DataService, observationOf } from "./data-service.ts";
import { isScalar, ServedAttribute, ServedProperty, typeName, type ServedValue } from "./served-value.ts";
import { Task } from "./task.ts";
import type { ChangeBatch } from "./tree-change.ts";

/** What every part of one served tree shares. */
export interface TreeContext {
  readonly clock: Clock;
  readonly changes: ChangeBatch;
  /** Tells once that what is at `path` is left out. */
  leaveOut(path: string, reason: string): void;
  taskEndedService(path: string, error: ErrorReport | null): void;
}

/** What has a name in a served service. */
export type ServedMember = ServedAttribute | ServedProperty | ServedService | ServedTask;

/** A task in its place in the tree. */
export class ServedTask implements Disposable {
  readonly path: string;
  readonly task: Task;
  readonly #subscriptions = new DisposableStore();

  constructor(task: Task, path: string, context: TreeContext) {
    this.path = path;
    this.task = task;
    task.useClock(context.clock);
    this.#subscriptions.add(task.onDidChange(() => context.changes.taskChanged(task.lastTransition(path))));
    if (task.options.exitOnFailure) this.#subscriptions.add(task.onDidEndService((error) => context.taskEndedService(path, error)));
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }
}

/** A `DataService` in its place in the tree: its public members, kept up to date with what happens to them. */
export class ServedService implements Disposable {
  readonly path: string;
  readonly #service: DataService;
  readonly #parent: ServedService | null;
  readonly #context: TreeContext;
  readonly #members = new Map<string, ServedMember>();
  readonly #subscription: Disposable;

  constructor(service: DataService, path: string, parent: ServedService | null, context: TreeContext) {
    this.path = path;
    this.#service = service;
    this.#parent = parent;
    this.#context = context;
    for (const name of Object.keys(service)) this.#serveOwn(name);
    for (const [name, accessor] of publicAccessors(service)) this.#serveAccessor(name, accessor.set !== undefined);
    // What is there at the start is known from `serialize`, and is no change.
    for (const member of this.#members.values()) if (isLeaf(member)) member.takeChange();
    this.#subscription = observationOf(service).onDidChange((name) => this.#memberChanged(name));
  }

  /** The member of that name, if it is served. */
  member(name: string): ServedMember | undefined {
    return this.#members.get(name);
  }

  /** The tasks here and below, in order of declaration. */
  *tasks(): Generator<ServedTask> {
    for (const member of this.#members.values()) {
      if (member instanceof ServedTask) yield member;
      else if (member instanceof ServedService) yield* member.tasks();
    }
  }

  serialize(): SerializedDataService {
    const value: SerializedDataService["value"] = {};
    for (const [name, member] of this.#members) if (!(member instanceof ServedTask)) value[name] = member.serialize();
    return { full_access_path: this.path, type: "DataService", name: classOf(this.#service).name, value, readonly: false, doc: null };
  }

  /** Told as a whole, when the service came to its place. */
  takeChange(): SerializedDataService {
    return this.serialize();
  }

  dispose(): void {
    this.#subscription.dispose();
    for (const member of this.#members.values()) member.dispose();
  }

  #memberChanged(name: string): void {
    const member = this.#members.get(name);
    if (member instanceof ServedProperty) member.invalidate();
    else if (member instanceof ServedAttribute && !isServedAsNode(Reflect.get(this.#service, name))) this.#tellValue(member);
    else this.#replace(name, member);
  }

  /** A member appeared, or is now of another kind. */
  #replace(name: string, former: ServedMember | undefined): void {
    const path = attributePath(this.path, name);
    const value: unknown = Reflect.get(this.#service, name);
    if (former === undefined) this.#serveOwn(name);
    else {
      former.dispose();
      this.#members.set(name, this.#node(value, path) ?? new ServedAttribute(this.#service, name, path));
    }
    const member = this.#members.get(name);
    if (member instanceof ServedTask) this.#context.changes.taskChanged(member.task.lastTransition(path));
    else if (member !== undefined) {
      this.#context.changes.valueChanged(member);
      if (member instanceof ServedService) {
        for (const { task, path: taskPath } of member.tasks()) this.#context.changes.taskChanged(task.lastTransition(taskPath));
      }
    }
  }

  #serveOwn(name: string): void {
    const path = attributePath(this.path, name);
    if (name === "__proto__") this.#context.leaveOut(path, "its name has a meaning of its own in JavaScript");
    if (isPrivate(name)) return;
    const descriptor = Object.getOwnPropertyDescriptor(this.#service, name);
    if (/[.[\]"]/.test(name)) this.#context.leaveOut(path, "its name can't be part of an access path");
    else if (descriptor?.get !== undefined) this.#serveAccessor(name, descriptor.set !== undefined);
    else this.#serveValue(name, path, Reflect.get(this.#service, name));
  }

  #serveValue(name: string, path: string, value: unknown): void {
    if (typeof value === "function") return;
    const node = this.#node(value, path);
    if (node !== null) this.#members.set(name, node);
    else if (isScalar(value)) this.#members.set(name, new ServedAttribute(this.#service, name, path));
    else this.#context.leaveOut(path, value instanceof DataService ? "it contains itself" : `${typeName(value)} can't be served yet`);
  }

  #serveAccessor(name: string, writable: boolean): void {
    const path = attributePath(this.path, name);
    const property: ServedProperty = new ServedProperty(this.#service, name, path, writable, () => this.#tellValue(property));
    if (property.isServable) this.#members.set(name, property);
    else {
      property.dispose();
      this.#context.leaveOut(path, "what its getter gives can't be served yet");
    }
  }

  #node(value: unknown, path: string): ServedTask | ServedService | null {
    if (value instanceof Task) return new ServedTask(value, path, this.#context);
    if (value instanceof DataService && !this.#isWithin(value)) return new ServedService(value, path, this, this.#context);
    return null;
  }

  #isWithin(service: DataService): boolean {
    return this.#service === service || (this.#parent !== null && this.#parent.#isWithin(service));
  }

  #tellValue(member: ServedValue): void {
    this.#context.changes.valueChanged(member);
  }
}

function isLeaf(member: ServedMember): member is ServedAttribute | ServedProperty {
  return member instanceof ServedAttribute || member instanceof ServedProperty;
}

function isServedAsNode(value: unknown): boolean {
  return value instanceof Task || value instanceof DataService;
}

function isPrivate(name: string): boolean {
  return name.startsWith("_");
}

/** The getters of a service's classes, those of the base class first; a subclass's own takes the place of its base's. */
function publicAccessors(service: DataService): ReadonlyMap<string, PropertyDescriptor> {
  const classes: object[] = [];
  for (let prototype: unknown = Object.getPrototypeOf(service); isServiceClass(prototype); prototype = Object.getPrototypeOf(prototype)) {
    classes.unshift(prototype);
  }
  const accessors = new Map<string, PropertyDescriptor>();
  for (const prototype of classes) {
    for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      if (descriptor.get !== undefined && !isPrivate(name) && !Object.hasOwn(service, name)) accessors.set(name, descriptor);
    }
  }
  return accessors;
}

function isServiceClass(prototype: unknown): prototype is object {
  return prototype instanceof DataService;
}
