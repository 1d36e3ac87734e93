import { DataService } from "./data-service.ts";
import { privacyOf } from "./member-privacy.ts";
import { stopMethod } from "./tear-down.ts";

/** A getter or a method that a service has by its class. */
export type ClassMember =
  | { readonly kind: "property"; readonly isWritable: boolean }
  | { readonly kind: "method"; readonly method: (...args: unknown[]) => unknown };

/**
 * The public getters and methods of a service's classes by name, those of the base class first; a subclass's own takes the place of its base's. What
 * `DataService` itself has is not among them, nor what an attribute of the same name hides.
 *
 * @param leaveOut - told of those that are private, and why they are
 */
export function classMembersOf(service: DataService, leaveOut: (name: string, reason: string) => void): ReadonlyMap<string, ClassMember> {
  const members = new Map<string, ClassMember>();
  for (const prototype of serviceClassesOf(service)) {
    for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      if (name === "constructor" || name === stopMethod || Object.hasOwn(service, name)) continue;
      const privacy = privacyOf(service, name);
      if (privacy !== null) {
        leaveOut(name, privacy);
        continue;
      }
      const member = classMember(descriptor);
      if (member === null) members.delete(name);
      else members.set(name, member);
    }
  }
  return members;
}

function classMember(descriptor: PropertyDescriptor): ClassMember | null {
  if (descriptor.get !== undefined) return { kind: "property", isWritable: descriptor.set !== undefined };
  const value: unknown = descriptor.value;
  return typeof value === "function" ? { kind: "method", method: value as (...args: unknown[]) => unknown } : null;
}

function serviceClassesOf(service: DataService): readonly object[] {
  const classes: object[] = [];
  for (let prototype: unknown = Object.getPrototypeOf(service); isServiceClass(prototype); prototype = Object.getPrototypeOf(prototype)) {
    classes.unshift(prototype);
  }
  return classes;
}

function isServiceClass(prototype: unknown): prototype is object {
  return prototype instanceof DataService;
}
