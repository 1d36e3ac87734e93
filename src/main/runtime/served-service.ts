import { hasPath, memberPath, type PathStep } from "#shared/access-path.ts";
import type { Disposable } from "#shared/disposable.ts";
import type { SerializedObject, SerializedSubtree, SubtreeType } from "#shared/serialized.ts";
import { classMembersOf } from "./class-members.ts";
import { classOf } from "./class-of.ts";
import { observationOf, type DataService } from "./data-service.ts";
import type { MemberKey } from "./observation.ts";
import { docOfClass } from "./documentation.ts";
import { privacyOf } from "./member-privacy.ts";
import { factsOf, noFacts } from "./place-facts.ts";
import { meaningOfItsOwn } from "./reserved-name.ts";
import type { Place, ServedContainer } from "./served-container.ts";
import { ServedMember } from "./served-member.ts";
import { ServedMethod } from "./served-method.ts";
import { ServedPrivateTask } from "./served-private-task.ts";
import { ServedProperty } from "./served-property.ts";
import { Task } from "./task.ts";
import type { TreeContext } from "./tree-context.ts";
import type { Tell } from "./tree-change.ts";
import { servedAs, wireNames, type ComponentClass } from "./value-type.ts";

/** A `DataService` in its place in the tree: its public members, kept up to date with what happens to them. */
export class ServedService implements ServedContainer {
  readonly kind = "service";
  readonly path: string;
  readonly parent: ServedContainer | null;
  readonly entryFacts = noFacts;
  readonly #service: DataService;
  readonly #context: TreeContext;
  /** By the name that a member has outside. */
  readonly #members = new Map<string, Place>();
  readonly #subscription: Disposable;

  constructor(service: DataService, path: string, parent: ServedContainer | null, context: TreeContext) {
    this.path = path;
    this.parent = parent;
    this.#service = service;
    this.#context = context;
    for (const name of Object.keys(service)) this.#addOwn(name)?.refresh();
    const leaveOut = (name: string, reason: string): void => context.keepPrivate(memberPath(path, name), reason);
    for (const [name, member] of classMembersOf(service, leaveOut)) {
      const outside = this.#nameOutside(name);
      if (outside === null || !context.room.has(1)) continue;
      const path = memberPath(this.path, outside);
      const place =
        member.kind === "method"
          ? new ServedMethod(this, service, member.method, path, factsOf(service, name, true), context)
          : new ServedProperty(this, service, name, path, factsOf(service, name, !member.isWritable), context);
      this.#members.set(outside, place);
      place.refresh();
    }
    this.#subscription = observationOf(service).onDidChange((key) => this.#heard(key));
  }

  get contents(): object {
    return this.#service;
  }

  adopt(value: object): "same" | "other" {
    return value === this.#service ? "same" : "other";
  }

  serialize(): SerializedSubtree {
    const value: Record<string, SerializedObject> = {};
    for (const [name, place] of this.#members) {
      const serialized = place.serialize();
      if (serialized !== null) value[name] = serialized;
    }
    return {
      full_access_path: this.path,
      type: typeOf(this.#service),
      name: classOf(this.#service).name,
      value,
      readonly: false,
      doc: docOfClass(this.#service),
    };
  }

  placeAt(step: PathStep): Place | undefined {
    return step.kind === "member" ? this.#members.get(step.name) : undefined;
  }

  places(): Iterable<Place> {
    return this.#members.values();
  }

  placeEmptied({ path }: Place, tell: Tell): void {
    tell({ kind: "valueRemoved", path });
  }

  placeFilled(place: Place): void {
    // As a mirror has it, to which it is new.
    for (const [name, member] of this.#members) {
      if (member !== place) continue;
      this.#members.delete(name);
      this.#members.set(name, member);
      return;
    }
  }

  dispose(): void {
    this.#subscription.dispose();
    for (const member of this.#members.values()) member.dispose();
  }

  #heard(key: MemberKey): void {
    if (typeof key !== "string" || (privacyOf(this.#service, key) !== null && !this.#mayBePrivateTask(key))) return;
    const outside = this.#nameOutside(key);
    const place = outside === null ? undefined : this.#members.get(outside);
    if (place instanceof ServedProperty) place.invalidate();
    else if (place instanceof ServedMember) this.#context.changes.changed(place);
    else if (Object.hasOwn(this.#service, key)) {
      place?.dispose();
      const added = this.#addOwn(key);
      if (added !== null) this.#context.changes.changed(added);
    }
  }

  #mayBePrivateTask(name: string): boolean {
    return this.#members.has(name) || Object.getOwnPropertyDescriptor(this.#service, name)?.value instanceof Task;
  }

  #addOwn(name: string): Place | null {
    const descriptor = Object.getOwnPropertyDescriptor(this.#service, name);
    if (descriptor?.enumerable !== true) return null;
    const privacy = privacyOf(this.#service, name);
    if (privacy !== null && !(descriptor.value instanceof Task)) {
      this.#context.keepPrivate(memberPath(this.path, name), privacy);
      return null;
    }
    const outside = this.#nameOutside(name);
    if (outside === null || !this.#context.room.has(1)) return null;
    const place = this.#placeOf(name, memberPath(this.path, outside), descriptor, privacy !== null);
    this.#members.set(outside, place);
    return place;
  }

  #placeOf(name: string, path: string, descriptor: PropertyDescriptor, isPrivate: boolean): Place {
    const service = this.#service;
    const isProperty = descriptor.get !== undefined;
    const facts = factsOf(service, name, isProperty ? descriptor.set === undefined : descriptor.writable === false);
    const ServedAttribute = isProperty ? ServedProperty : isPrivate ? ServedPrivateTask : ServedMember;
    return new ServedAttribute(this, service, name, path, facts, this.#context);
  }

  /** What a member is called outside; `null` if it can't be, or is not to be, served. */
  #nameOutside(name: string): string | null {
    const { [wireNames]: names = {} }: ServiceClass = classOf(this.#service);
    const outside = (Object.hasOwn(names, name) ? names[name] : name) ?? null;
    if (outside === null) return null;
    if (outside === "__proto__") this.#context.leaveOut(memberPath(this.path, outside), meaningOfItsOwn);
    else if (!hasPath(outside)) this.#context.leaveOut(memberPath(this.path, outside), "its name can't be part of an access path");
    else return outside;
    return null;
  }
}

type ServiceClass = { readonly name: string } & Partial<ComponentClass>;

function typeOf(service: DataService): SubtreeType {
  const { [servedAs]: type = "DataService" }: ServiceClass = classOf(service);
  return type;
}
